package io.swarmoperator.scenario;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.swarmoperator.act.WriteGate;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Somebody who is quicker than the operator, once for each kind of write: changes what it is about
 * to replace, and takes the name of what it is about to create, until it tries again. What isn't of
 * the services meant passes: namespaces of other tests may still be on their way out.
 */
public final class InTheWay implements WriteGate {
  private final KubernetesClient client;
  private final String prefix;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final Map<String, HasMetadata> taken = new ConcurrentHashMap<>();

  /**
   * Is in the way in a client's namespace.
   *
   * @param prefix of the names of the services meant, which no other test uses
   */
  public InTheWay(KubernetesClient client, String prefix) {
    this.client = client;
    this.prefix = prefix;
  }

  @Override
  public void beforeWrite(String what) {
    String[] words = what.split(" ", -1);
    if (!words[2].startsWith(prefix)) {
      return;
    }
    switch (words[0] + " " + words[1]) {
      case "update-status SwarmService" -> change(SwarmService.class, words[2]);
      case "update SwarmTask" -> change(SwarmTask.class, words[2]);
      case "create Pod" -> take("Pod", pod(words[2]));
      case "create ControllerRevision" -> take("ControllerRevision", revision(words[2]));
      default -> {}
    }
  }

  private void change(Class<? extends HasMetadata> kind, String name) {
    if (changed.add(kind.getName())) {
      client
          .resources(kind)
          .withName(name)
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"metadata\":{\"annotations\":{\"note\":\"mine\"}}}");
    }
  }

  private void take(String kind, HasMetadata object) {
    HasMetadata before = taken.putIfAbsent(kind, object);
    if (before == null) {
      client.resource(object).create();
    } else if (before.getMetadata().getName().equals(object.getMetadata().getName())) {
      client.resource(object).withGracePeriod(0).delete();
    }
  }

  private static HasMetadata pod(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("other")
        .withImage("other")
        .endContainer()
        .endSpec()
        .build();
  }

  private static HasMetadata revision(String name) {
    return new ControllerRevisionBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withRevision(1L)
        .withData(Map.of("of", "another"))
        .build();
  }
}
