package io.swarmoperator.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/** Somebody who gives a drained node back at the moment in which a client asks for it by name. */
final class GivenBack implements Interceptor {
  private static final String ACTIVE =
      "{\"metadata\":{\"labels\":{\"swarmoperator.io/availability\":\"active\"}}}";

  private final String node;
  private final KubernetesClient admin;
  private final CountDownLatch done = new CountDownLatch(1);

  GivenBack(String node, KubernetesClient admin) {
    this.node = node;
    this.admin = admin;
  }

  boolean done() {
    return done.getCount() == 0;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (asks(request.uri()) && !done()) {
      admin.nodes().withName(node).patch(PatchContext.of(PatchType.JSON_MERGE), ACTIVE);
      done.countDown();
    }
  }

  private boolean asks(URI uri) {
    return uri.getPath().endsWith("/nodes")
        && Objects.toString(uri.getQuery(), "").contains("metadata.name=" + node);
  }
}
