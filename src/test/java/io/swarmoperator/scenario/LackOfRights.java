package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Sees which requests of a client the API server refuses for want of a right. Quotas, admission and
 * namespaces on their way out answer with 403 too, in other words.
 */
final class LackOfRights implements Interceptor {
  /** As Kubernetes' authorizer has it: {@code pods is forbidden: User "x" cannot list …}. */
  private static final String WORDS = "is forbidden: User ";

  /** An answer of that kind is short; what is longer is some list. */
  private static final int LONGEST = 4096;

  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
    return (buffers, body) -> {
      for (ByteBuffer buffer : buffers) {
        look(buffer, request);
      }
      consumer.consume(buffers, body);
    };
  }

  private void look(ByteBuffer buffer, HttpRequest request) {
    if (buffer.remaining() > LONGEST) {
      return;
    }
    String text = StandardCharsets.UTF_8.decode(buffer.duplicate()).toString();
    if (text.contains(WORDS)) {
      seen.add(request.method() + " " + request.uri() + ": " + text);
    }
  }

  void assertNone() {
    assertThat(seen).as("requests that the operator has no right to").isEmpty();
  }
}
