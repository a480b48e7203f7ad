package io.swarmoperator.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Takes out of a random spec what doesn't go together: the rules that span fields. */
final class RandomRepairs {
  private static final int FIRST_NODE_PORT = 32_000;

  private final Random random;

  RandomRepairs(Random random) {
    this.random = random;
  }

  void repair(ObjectNode spec) {
    mode(spec, spec.path("mode").asText("replicated"));
    if (spec.path("endpoint") instanceof ObjectNode endpoint) {
      ports(endpoint);
    }
    ObjectNode template = (ObjectNode) spec.path("template");
    template.path("env").forEach(RandomRepairs::variable);
    mounts(template);
    if (template.path("resources") instanceof ObjectNode resources) {
      reservations(resources);
    }
    unique(spec.path("volumeClaims"), "name", new HashSet<>());
  }

  private static void mode(ObjectNode spec, String mode) {
    if (!mode.equals("replicated")) {
      spec.remove(List.of("replicas", "drain"));
    }
    if (!mode.equals("replicated-job")) {
      spec.remove("job");
    }
    if (mode.endsWith("-job")) {
      spec.remove(List.of("updateConfig", "rollbackConfig", "paused", "disruptionBudget"));
      if (spec.path("template").path("restartPolicy") instanceof ObjectNode policy
          && policy.path("condition").asText("any").equals("any")) {
        policy.put("condition", "on-failure");
      }
    }
  }

  private void ports(ObjectNode endpoint) {
    boolean nodePorts = endpoint.path("serviceType").asText().equals("NodePort");
    boolean roundRobin = endpoint.path("mode").asText().equals("dnsrr");
    int number = FIRST_NODE_PORT + random.nextInt(700);
    for (JsonNode port : endpoint.path("ports")) {
      ObjectNode each = (ObjectNode) port;
      if (roundRobin) {
        each.put("mode", "host");
      }
      if (nodePorts || !each.has("published") || each.path("published").asInt() == 0) {
        each.put("published", number++);
      }
    }
    unique(endpoint.path("ports"), "published", new HashSet<>());
    unique(endpoint.path("ports"), "name", new HashSet<>());
  }

  private static void variable(JsonNode variable) {
    if (variable.has("valueFrom")) {
      ((ObjectNode) variable).remove("value");
    }
  }

  private static void mounts(ObjectNode template) {
    Set<String> targets = new HashSet<>();
    unique(template.path("mounts"), "target", targets);
    for (JsonNode mount : template.path("mounts")) {
      mount((ObjectNode) mount);
    }
    unique(template.path("secrets"), "target", targets);
    unique(template.path("configs"), "target", targets);
    unique(template.path("secrets"), "source", new HashSet<>());
    unique(template.path("configs"), "source", new HashSet<>());
  }

  private static void mount(ObjectNode mount) {
    String type = mount.path("type").asText("volume");
    if (!type.equals("tmpfs")) {
      mount.remove("tmpfs");
    } else {
      mount.remove("source");
    }
    if (!type.equals("volume")) {
      mount.remove("subPath");
    }
    if (type.equals("bind")) {
      mount.put("source", "/srv/{{.Task.Slot}}");
    } else if (mount.path("source").asText().startsWith("/")) {
      mount.remove("source");
    }
  }

  private static void reservations(ObjectNode resources) {
    if (resources.has("limits") && resources.path("reservations") instanceof ObjectNode reserved) {
      for (String amount : List.of("cpu", "memory")) {
        if (resources.path("limits").has(amount) && reserved.has(amount)) {
          reserved.set(amount, resources.path("limits").path(amount));
        }
      }
    }
  }

  /** Keeps the first item of each value. */
  private static void unique(JsonNode list, String field, Set<String> seen) {
    if (list instanceof ArrayNode items) {
      for (var each = items.iterator(); each.hasNext(); ) {
        JsonNode value = each.next().path(field);
        if (!value.isMissingNode() && !value.asText().isEmpty() && !seen.add(value.asText())) {
          each.remove();
        }
      }
    }
  }
}
