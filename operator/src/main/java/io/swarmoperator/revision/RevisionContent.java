package io.swarmoperator.revision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.swarmoperator.api.Durations;
import io.swarmoperator.api.Endpoint;
import io.swarmoperator.api.SchemaDefaults;
import io.swarmoperator.api.SpreadPreference;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.decide.Constraint;
import io.swarmoperator.decide.NodeAttribute;
import io.swarmoperator.decide.Placement;
import io.swarmoperator.decide.RestartCondition;
import io.swarmoperator.decide.RestartPolicy;
import io.swarmoperator.decide.Revision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What makes tasks dirty: a service's template and endpoint, and the hash by which the content is
 * known.
 *
 * <p>Two contents are equal when their texts are. A text leaves out every field that is at its
 * default and knows nothing of how pods are rendered, so an upgrade that adds fields or renders
 * differently replaces no task.
 */
public final class RevisionContent {
  private static final int HASH_BYTES = 12;
  private static final SchemaDefaults SCHEMA = SchemaDefaults.of(SwarmService.class);
  private static final String SPEC = "";
  private static final String TEMPLATE = "template";
  private static final String ENDPOINT = "endpoint";
  private static final String PLACEMENT = "placement";
  private static final KubernetesSerialization CONVERTER = new KubernetesSerialization();

  private final String json;
  private final String hash;
  private final String unplacedHash;
  private final String templateHash;
  private final TaskTemplate template;
  private final Endpoint endpoint;

  private RevisionContent(String serviceUid, String json) throws JsonProcessingException {
    this.json = json;
    this.hash = hash(serviceUid, json);
    JsonNode declared = CanonicalJson.read(json);
    if (!declared.path(TEMPLATE).isObject()) {
      throw new IllegalArgumentException("no template");
    }
    this.unplacedHash = unplacedHash(serviceUid, declared);
    this.templateHash = hash(serviceUid, CanonicalJson.write(declared.path(TEMPLATE)));
    JsonNode complete = SCHEMA.apply(declared, SPEC);
    this.template = CONVERTER.convertValue(complete.path(TEMPLATE), TaskTemplate.class);
    this.endpoint = CONVERTER.convertValue(complete.path(ENDPOINT), Endpoint.class);
  }

  /** The content that a service's spec says now. */
  public static RevisionContent of(SwarmService service) {
    JsonNode spec = CONVERTER.convertValue(service.getSpec(), JsonNode.class);
    return parse(service.getMetadata().getUid(), canonical(spec, SCHEMA))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the schema lets no service without template through"));
  }

  /** The text of what a spec says about template and endpoint. */
  static String canonical(JsonNode spec, SchemaDefaults schema) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.set(TEMPLATE, spec.get(TEMPLATE));
    content.set(ENDPOINT, spec.get(ENDPOINT));
    return CanonicalJson.write(schema.prune(content, SPEC));
  }

  /**
   * The content that was stored as a text.
   *
   * @param serviceUid uid of the service that it belongs to
   * @param json as {@link #json} gave it, by this version of the operator or another one
   * @return empty when it isn't the content of a service
   */
  public static Optional<RevisionContent> parse(String serviceUid, String json) {
    try {
      return Optional.of(new RevisionContent(serviceUid, json));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The canonical text. */
  public String json() {
    return json;
  }

  /**
   * Identifies the content among all services that ever were: 24 hexadecimal digits, fit for a
   * label.
   */
  public String hash() {
    return hash;
  }

  /** What tasks run, with every default filled in. */
  public TaskTemplate template() {
    return template;
  }

  /** How clients reach the service, with every default filled in. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /**
   * What the decisions know of this content.
   *
   * @param number of its revision
   */
  public Revision toDecide(long number) {
    return new Revision(
        number,
        hash,
        template.getImage(),
        restartPolicy(),
        placement(),
        unplacedHash,
        templateHash);
  }

  /**
   * Where tasks may go.
   *
   * @throws IllegalArgumentException when a constraint is none, which the schema would have refused
   */
  public Placement placement() {
    io.swarmoperator.api.Placement declared = template.getPlacement();
    return new Placement(
        declared.getConstraints().stream().map(RevisionContent::constraint).toList(),
        declared.getPreferences().stream().map(RevisionContent::labelKey).toList(),
        declared.getMaxReplicasPerNode(),
        Tolerations.toDecide(template.getTolerations()));
  }

  private static Constraint constraint(String text) {
    try {
      return Constraint.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "spec.template.placement.constraints: " + e.getMessage(), e);
    }
  }

  private static String labelKey(SpreadPreference preference) {
    return preference.getSpread().substring(NodeAttribute.LABELS_PREFIX.length());
  }

  private RestartPolicy restartPolicy() {
    io.swarmoperator.api.RestartPolicy declared = template.getRestartPolicy();
    return new RestartPolicy(
        RestartCondition.valueOf(declared.getCondition().name()),
        Durations.parse(declared.getDelay()),
        declared.getMaxAttempts(),
        Durations.parse(declared.getWindow()));
  }

  /** What is the same for contents that differ in placement only (S§5.2 rule 2). */
  private String unplacedHash(String serviceUid, JsonNode declared) {
    if (!declared.path(TEMPLATE).has(PLACEMENT)) {
      return hash;
    }
    ObjectNode unplaced = declared.deepCopy();
    unplaced.withObjectProperty(TEMPLATE).remove(PLACEMENT);
    return hash(serviceUid, CanonicalJson.write(unplaced));
  }

  private static String hash(String serviceUid, String json) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = digest.digest((serviceUid + "/" + json).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
