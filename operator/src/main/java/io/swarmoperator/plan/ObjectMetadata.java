package io.swarmoperator.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the API server checks and fills in of every object's metadata. */
final class ObjectMetadata {
  static final FieldPath FIELD = FieldPath.ROOT.then("metadata");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern KEY =
      Pattern.compile(
          "((?=.{1,253}/)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
              + "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Pattern LABEL =
      Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

  private final SourceDocument document;
  private final ObjectNode metadata;
  private final List<Problem> problems = new ArrayList<>();

  private ObjectMetadata(SourceDocument document, ObjectNode metadata) {
    this.document = document;
    this.metadata = metadata;
  }

  /** Fills in what every object has, in place, and finds what the API server would refuse. */
  static List<Problem> complete(SourceDocument document) {
    if (!(document.tree().path("metadata") instanceof ObjectNode metadata)) {
      return List.of(document.problem(FIELD, "must be an object with a name"));
    }
    ObjectMetadata checked = new ObjectMetadata(document, metadata);
    metadata.properties().removeIf(field -> field.getValue().isNull());
    checked.shape();
    if (checked.problems.isEmpty()) {
      checked.forms();
      checked.fillIn("namespace", "default");
      // an object that isn't in a cluster yet has none; task ids are made from it
      checked.fillIn("uid", "plan");
    }
    return checked.problems;
  }

  private void shape() {
    try {
      ObjectMeta known = MAPPER.treeToValue(metadata, ObjectMeta.class);
      known
          .getAdditionalProperties()
          .keySet()
          .forEach(field -> refuse(FIELD.then(field), "is not known"));
    } catch (JsonProcessingException e) {
      refuse(FIELD, e.getOriginalMessage());
    }
    for (String field : List.of("labels", "annotations")) {
      metadata
          .path(field)
          .properties()
          .forEach(entry -> text(FIELD.then(field).then(entry.getKey()), entry.getValue()));
    }
    List.of("name", "namespace", "uid")
        .forEach(field -> text(FIELD.then(field), metadata.path(field)));
  }

  /** A number or a yes would be taken for text where it is read, and refused by the API server. */
  private void text(FieldPath field, JsonNode value) {
    if (!value.isTextual() && !value.isMissingNode()) {
      refuse(field, "must be text: put it in quotes");
    }
  }

  private void forms() {
    if (!NAME.matcher(metadata.path("name").asText()).matches()) {
      refuse(FIELD.then("name"), "must be given, of lower-case letters, digits and '-'");
    }
    String namespace = metadata.path("namespace").asText();
    if (!namespace.isEmpty() && !NAMESPACE.matcher(namespace).matches()) {
      refuse(
          FIELD.then("namespace"),
          "must be of lower-case letters, digits and '-', at most 63 long");
    }
    metadata.path("labels").properties().forEach(e -> label(e.getKey(), e.getValue().asText()));
    metadata
        .path("annotations")
        .fieldNames()
        .forEachRemaining(
            key -> key(FIELD.then("annotations").then(key), key.toLowerCase(Locale.ROOT)));
  }

  private void label(String key, String value) {
    FieldPath field = FIELD.then("labels").then(key);
    key(field, key);
    if (!LABEL.matcher(value).matches()) {
      refuse(
          field,
          "must be empty or of letters, digits, '-', '_' and '.', with a letter or digit at both"
              + " ends, at most 63 long");
    }
  }

  private void key(FieldPath field, String key) {
    if (!KEY.matcher(key).matches()) {
      refuse(
          field,
          "a key must be of letters, digits, '-', '_' and '.', with a letter or digit at both ends,"
              + " at most 63 long, and may have a DNS name and '/' before it");
    }
  }

  private void refuse(FieldPath field, String message) {
    problems.add(document.problem(field, message));
  }

  private void fillIn(String field, String value) {
    if (metadata.path(field).asText().isEmpty()) {
      metadata.put(field, value);
    }
  }
}
