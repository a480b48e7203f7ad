package io.swarmoperator.faults;

import java.util.Optional;

/**
 * How a request ended, as the sender sees it.
 *
 * @param <T> what is answered
 * @param kind how
 * @param object as it is stored now, where the answer holds it
 * @param message why it was refused
 */
record Reply<T>(Kind kind, Optional<T> object, String message) {
  enum Kind {
    DONE,
    /** Another object has the name, or it has another version or uid: 409. */
    CONFLICT,
    /** There is no such object: 404. */
    GONE,
    /** The API server will never take it. */
    REFUSED,
    /** No answer came. */
    LOST
  }

  static <T> Reply<T> done(T object) {
    return new Reply<>(Kind.DONE, Optional.of(object), "");
  }

  static <T> Reply<T> of(Kind kind) {
    return new Reply<>(kind, Optional.empty(), "");
  }

  static <T> Reply<T> refused(String message) {
    return new Reply<>(Kind.REFUSED, Optional.empty(), message);
  }

  boolean is(Kind other) {
    return kind == other;
  }
}
