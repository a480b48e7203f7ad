package io.swarmoperator.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service as it was after each change of it. */
final class Samples implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> samples = new CopyOnWriteArrayList<>();
  private final Watch watch;

  Samples(KubernetesClient client, String service) {
    this.watch =
        client
            .genericKubernetesResources("swarmoperator.io/v1alpha1", "SwarmService")
            .withName(service)
            .watch(
                new Watcher<>() {
                  @Override
                  public void eventReceived(Action action, GenericKubernetesResource object) {
                    if (action != Action.DELETED) {
                      samples.add(JSON.valueToTree(object));
                    }
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    // what is missing then fails the test
                  }
                });
  }

  List<JsonNode> all() {
    return List.copyOf(samples);
  }

  JsonNode last() {
    return samples.get(samples.size() - 1);
  }

  /** What was said of it, each verdict once until another came. */
  List<String> verdicts() {
    List<String> verdicts = new ArrayList<>();
    for (JsonNode sample : samples) {
      String verdict = Verdict.of(sample).toString();
      if (verdicts.isEmpty() || !verdicts.get(verdicts.size() - 1).equals(verdict)) {
        verdicts.add(verdict);
      }
    }
    return verdicts;
  }

  @Override
  public void close() {
    watch.close();
  }
}
