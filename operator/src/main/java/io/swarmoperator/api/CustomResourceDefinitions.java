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

  /** From its form in JSON, which is read in a fifth of the time: half of a plan was that. */
  private static JsonNode parse(Class<? extends CustomResource<?, ?>> kind) {
    try (InputStream in = open(jsonName(kind))) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns every definition as one YAML stream, fit for {@code kubectl apply -f -}. */
  public static String yaml() {
    StringBuilder stream = new StringBuilder();
    KINDS.forEach(kind -> stream.append("---\n").append(yaml(kind)));
    return stream.toString();
  }

  /** Returns the definition of one kind as it is checked in, comments included. */
  public static String yaml(Class<? extends CustomResource<?, ?>> kind) {
    try (InputStream in = open("/crds/" + fileName(kind))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String path) {
    InputStream in = CustomResourceDefinitions.class.getResourceAsStream(path);
    if (in == null) {
      throw new IllegalStateException("not on the class path: " + path);
    }
    return in;
  }

  /** The name of a definition's file: group and plural, as kubebuilder names them. */
  static String fileName(Class<? extends CustomResource<?, ?>> kind) {
    return SwarmApi.GROUP + "_" + HasMetadata.getPlural(kind) + ".yaml";
  }

  /** The same definition as JSON, on the class path only. */
  static String jsonName(Class<? extends CustomResource<?, ?>> kind) {
    return "/io/swarmoperator/api/" + HasMetadata.getPlural(kind) + ".json";
  }
}
