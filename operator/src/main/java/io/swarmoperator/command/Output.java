package io.swarmoperator.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.print.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** In which form objects are printed. */
final class Output {

  /** The forms beside Docker's table. */
  enum Form {
    json,
    yaml,
    wide
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description =
          "json or yaml prints the objects themselves, wide the table with more columns. Default:"
              + " the table as docker prints it.")
  private Form form;

  /** Whether the objects themselves are asked for. */
  boolean objects() {
    return form == Form.json || form == Form.yaml;
  }

  View.Width width() {
    return form == Form.wide ? View.Width.WIDE : View.Width.USUAL;
  }

  /** The objects as kubectl prints several: one list. */
  String list(List<? extends HasMetadata> objects) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("apiVersion", "v1");
    list.put("items", objects.stream().map(Output::withoutManagers).toList());
    list.put("kind", "List");
    return form == Form.json ? json(list) + "\n" : yaml(list);
  }

  /** The objects as docker inspect prints several: an array, or one YAML document after another. */
  String array(List<? extends HasMetadata> objects) {
    List<? extends HasMetadata> shown = objects.stream().map(Output::withoutManagers).toList();
    return form == Form.yaml
        ? String.join("---\n", shown.stream().map(Output::yaml).toList())
        : json(shown) + "\n";
  }

  /** Who wrote which field is kubectl's --show-managed-fields. */
  private static <T extends HasMetadata> T withoutManagers(T object) {
    object.getMetadata().setManagedFields(null);
    return object;
  }

  private static String yaml(Object object) {
    return Serialization.asYaml(object).replaceFirst("\\A---\n", "");
  }

  private static String json(Object object) {
    return Serialization.unmarshal(Serialization.asJson(object), JsonNode.class).toPrettyString();
  }
}
