package io.swarmoperator.render;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By which field the items of a pod's lists are told apart when a patch is merged into them:
 * Kubernetes' own {@code x-kubernetes-patch-merge-key}, of lists whose strategy is {@code merge}.
 * Every other list is replaced as a whole.
 */
final class MergeKeys {
  private static final String NAME = "name";
  private static final String CLAIM_TEMPLATE = "spec.volumes.ephemeral.volumeClaimTemplate";
  private static final Map<String, String> KEYS = keys();

  private MergeKeys() {}

  /**
   * The key of a list.
   *
   * @param path of the list from the pod, without indexes: {@code spec.containers.env}
   */
  static Optional<String> of(String path) {
    return Optional.ofNullable(KEYS.get(path));
  }

  /** All of them, by path. */
  static Map<String, String> all() {
    return KEYS;
  }

  private static Map<String, String> keys() {
    Map<String, String> keys = new HashMap<>();
    for (String containers : List.of("containers", "initContainers", "ephemeralContainers")) {
      String path = "spec." + containers;
      keys.put(path, NAME);
      keys.put(path + ".env", NAME);
      keys.put(path + ".ports", "containerPort");
      keys.put(path + ".volumeMounts", "mountPath");
      keys.put(path + ".volumeDevices", "devicePath");
    }
    keys.put("spec.volumes", NAME);
    keys.put("spec.hostAliases", "ip");
    keys.put("spec.imagePullSecrets", NAME);
    keys.put("spec.topologySpreadConstraints", "topologyKey");
    keys.put("spec.resourceClaims", NAME);
    keys.put("spec.schedulingGates", NAME);
    for (String metadata : List.of("metadata", CLAIM_TEMPLATE + ".metadata")) {
      keys.put(metadata + ".ownerReferences", "uid");
    }
    return Map.copyOf(keys);
  }
}
