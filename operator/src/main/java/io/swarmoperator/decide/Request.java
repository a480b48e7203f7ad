package io.swarmoperator.decide;

import java.util.Locale;

/**
 * An annotation by which a user asks for something once.
 *
 * @param kind what is asked for
 * @param value as it stands in the annotation
 * @param declared whether it is declared by server-side or client-side apply, and so would come
 *     back at every sync
 */
public record Request(Kind kind, String value, boolean declared) {

  /**
   * Why a declared one is not carried out: a GitOps tool would make it again at every sync
   * (mechanics 11).
   */
  static final String DECLARED =
      "the annotation is declared by apply and would come back at every sync: use kubectl annotate instead";

  /** As much of a value as the status can hold; a longer one names no revision anyway. */
  private static final int LONGEST = 253;

  /** Tells one request from another: kind and value. */
  public String key() {
    return kind + "=" + value.substring(0, Math.min(LONGEST, value.length()));
  }

  /** What can be asked for. */
  public enum Kind {
    ROLLBACK,
    RESUME;

    /** The word as it stands in messages. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
