package io.swarmoperator.faults;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Answers of the simulated API server as a client of the real one gets them. */
final class Answers {
  private Answers() {}

  /** What was stored, or the failure that the client throws. */
  static <T> T stored(Reply<T> reply) {
    if (!reply.is(Reply.Kind.DONE)) {
      throw failure(reply);
    }
    return reply.object().orElseThrow();
  }

  /** Whether there was something to be deleted. */
  static boolean deleted(Reply<?> reply) {
    if (reply.is(Reply.Kind.LOST)) {
      throw failure(reply);
    }
    return reply.is(Reply.Kind.DONE);
  }

  private static KubernetesClientException failure(Reply<?> reply) {
    return switch (reply.kind()) {
      case CONFLICT -> failure(409, "AlreadyExists", reply);
      case GONE -> failure(404, "NotFound", reply);
      case REFUSED -> failure(403, "Forbidden", reply);
      default -> new KubernetesClientException("no answer");
    };
  }

  private static KubernetesClientException failure(int code, String reason, Reply<?> reply) {
    return new KubernetesClientException(
        new StatusBuilder().withCode(code).withReason(reason).withMessage(reply.message()).build());
  }
}
