package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Where tasks may go and how they spread. A change in here alone replaces only tasks on nodes that
 * the new constraints don't allow. In an object read from the API server no field is null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Placement {

  /** The text before the operator: == is looked for first, wherever it stands (S§9.1). */
  private static final String KEY = "self.split(self.contains('==') ? '==' : '!=', 2)[0].trim()";

  private static final String VALUE = "self.split(self.contains('==') ? '==' : '!=', 2)[1].trim()";

  private static final String OPERATOR_RULE = "self.contains('==') || self.contains('!=')";
  private static final String NO_OPERATOR = "!(" + OPERATOR_RULE + ") || ";

  private static final String KEY_RULE =
      NO_OPERATOR
          + KEY
          + ".matches('^([A-Za-z_][-A-Za-z0-9_.]+|(?i:node[.]labels[.])[-A-Za-z0-9_./]+)$')";
  private static final String VALUE_RULE =
      NO_OPERATOR + VALUE + ".matches('^[-A-Za-z0-9:_\\\\s.*()?+\\\\[\\\\]\\\\\\\\^$|/]+$')";
  private static final String ENGINE_RULE =
      "!self.lowerAscii().trim().startsWith('engine.labels.')";
  private static final String ADDRESS_RULE = NO_OPERATOR + KEY + ".lowerAscii() != 'node.ip'";

  @JsonPropertyDescription(
      "Conditions that a node must meet, all of them, such as node.labels.zone == a: key, == "
          + "or !=, value. Keys: node.id (the node's name), node.hostname, node.role (manager "
          + "or worker), node.platform.os, node.platform.arch, node.labels.<key>. Values "
          + "compare exactly; a node without the label differs from every value. Default: "
          + "none; at most 50 of 512 characters.")
  @Size(max = 50)
  @ValidationRule(value = OPERATOR_RULE, message = "constraint expected one operator from ==, !=")
  @ValidationRule(
      value = KEY_RULE,
      message = "key is invalid",
      messageExpression = "'key \\'' + " + KEY + " + '\\' is invalid'")
  @ValidationRule(
      value = VALUE_RULE,
      message = "value is invalid",
      messageExpression = "'value \\'' + " + VALUE + " + '\\' is invalid'")
  @ValidationRule(
      value = ENGINE_RULE,
      message =
          "engine.labels can't be asked for: nodes have one set of labels; use node.labels.<key>")
  @ValidationRule(
      value = ADDRESS_RULE,
      message =
          "node.ip can't be asked for: a node's address is no label; use node.id, node.hostname or"
              + " node.labels.<key>")
  private List<@Size(max = 512) String> constraints = new ArrayList<>();

  @JsonPropertyDescription(
      "Over what tasks are spread before they are spread over nodes, outermost first. Never "
          + "keeps a task from being placed and never moves one. Default: none; at most 10.")
  @Size(max = 10)
  private List<SpreadPreference> preferences = new ArrayList<>();

  @JsonPropertyDescription(
      "The most tasks of the service that a node takes; 0 means any number. Default 0, from "
          + "0 to 10000.")
  @Default("0")
  @Min(0)
  @Max(10000)
  private Integer maxReplicasPerNode;

  public List<String> getConstraints() {
    return constraints;
  }

  public void setConstraints(List<String> constraints) {
    this.constraints = constraints == null ? new ArrayList<>() : constraints;
  }

  public List<SpreadPreference> getPreferences() {
    return preferences;
  }

  public void setPreferences(List<SpreadPreference> preferences) {
    this.preferences = preferences == null ? new ArrayList<>() : preferences;
  }

  public Integer getMaxReplicasPerNode() {
    return maxReplicasPerNode;
  }

  public void setMaxReplicasPerNode(Integer maxReplicasPerNode) {
    this.maxReplicasPerNode = maxReplicasPerNode;
  }
}
