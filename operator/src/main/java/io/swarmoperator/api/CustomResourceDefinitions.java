package io.swarmoperator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The definitions of the operator's kinds, as they stand in {@code crds/} and in the jar. The one
 * source for what is installed, printed and validated against.
 */
public final class CustomResourceDefinitions {

  private static final List<Class<? extends CustomResource<?, ?>>> KINDS =
      List.of(SwarmService.class, SwarmTask.class);

  private static final Map<Class<? extends CustomResource<?, ?>>, JsonNode> TREES =
      new ConcurrentHashMap<>();

  private CustomResourceDefinitions() {}

  /** Returns every definition, services first. */
  public static List<CustomResourceDefinition> all() {
    return KINDS.stream().map(CustomResourceDefinitions::of).toList();
  }

  /** Returns the definition of one kind of the operator's. */
  public static CustomResourceDefinition of(Class<? extends CustomResource<?, ?>> kind) {
    return Serialization.unmarshal(yaml(kind), CustomResourceDefinition.class);
  }

  /**
   * Returns the definition of one kind as a tree, without going through Kubernetes' own types. It
   * is read once and shared: whoever changes it copies it before.
   */
  public static JsonNode tree(Class<? extends CustomResource<?, ?>> kind) {
    return TREES.computeIfAbsent(kind, CustomResourceDefinitions::parse);
  }

  private static JsonNode parse(Class<? extends CustomResource<?, ?>> kind) {
    return new ObjectMapper()
        .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml(kind)));
  }

  /** Returns every definition as one YAML stream, fit for {@code kubectl apply -f -}. */
  public static String yaml() {
    StringBuilder stream = new StringBuilder();
    KINDS.forEach(kind -> stream.append("---\n").append(yaml(kind)));
    return stream.toString();
  }

  /** Returns the definition of one kind as it is checked in, comments included. */
  public static String yaml(Class<? extends CustomResource<?, ?>> kind) {
    String path = "/crds/" + fileName(kind);
    try (InputStream in = CustomResourceDefinitions.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of a definition's file: group and plural, as kubebuilder names them. */
  static String fileName(Class<? extends CustomResource<?, ?>> kind) {
    return SwarmApi.GROUP + "_" + HasMetadata.getPlural(kind) + ".yaml";
  }
}
