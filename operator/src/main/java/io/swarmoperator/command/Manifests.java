package io.swarmoperator.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** In which notation objects are printed. */
enum Manifests {
  json,
  yaml;

  /** The objects as kubectl prints several: one list. */
  String list(List<? extends HasMetadata> objects) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("apiVersion", "v1");
    list.put("items", objects.stream().map(Manifests::withoutManagers).toList());
    list.put("kind", "List");
    return this == json ? inJson(list) + "\n" : inYaml(list);
  }

  /** The objects as docker inspect prints several: an array, or one YAML document after another. */
  String array(List<? extends HasMetadata> objects) {
    if (this == json && objects.isEmpty()) {
      return "[]\n";
    }
    List<? extends HasMetadata> shown = objects.stream().map(Manifests::withoutManagers).toList();
    return this == yaml
        ? String.join("---\n", shown.stream().map(Manifests::inYaml).toList())
        : inJson(shown) + "\n";
  }

  /** Who wrote which field is kubectl's --show-managed-fields. */
  private static <T extends HasMetadata> T withoutManagers(T object) {
    object.getMetadata().setManagedFields(null);
    return object;
  }

  private static String inYaml(Object object) {
    return Serialization.asYaml(object).replaceFirst("\\A---\n", "");
  }

  private static String inJson(Object object) {
    return Serialization.unmarshal(Serialization.asJson(object), JsonNode.class).toPrettyString();
  }
}
