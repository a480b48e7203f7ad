package io.swarmoperator.act;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.Request;
import io.swarmoperator.observe.RecentWrites;
import io.swarmoperator.observe.SpecFacts;
import java.util.List;
import java.util.Map;

/**
 * Removes the annotations by which users ask for something, each only while it says what was
 * decided on (mechanics 11).
 */
final class Requests {
  private final ApiWrites writes;
  private final RecentWrites recent;

  Requests(ApiWrites writes, RecentWrites recent) {
    this.writes = writes;
    this.recent = recent;
  }

  void remove(SwarmService service, Request request) {
    Map<String, String> change = Map.of("op", "remove", "path", path(request));
    Map<String, String> test =
        Map.of("op", "test", "path", path(request), "value", request.value());
    try {
      recent.serviceStored(
          writes.patchService(
              service.getMetadata().getNamespace(),
              service.getMetadata().getName(),
              Serialization.asJson(List.of(test, change))));
    } catch (KubernetesClientException e) {
      // the annotation was changed or removed meanwhile; that is an event of its own
      if (e.getCode() != 422 && e.getCode() != 404) {
        throw e;
      }
    }
  }

  private static String path(Request request) {
    return "/metadata/annotations/"
        + SpecFacts.annotation(request.kind()).replace("~", "~0").replace("/", "~1");
  }
}
