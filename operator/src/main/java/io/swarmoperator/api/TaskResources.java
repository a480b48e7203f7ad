package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** What a task may take and what is set aside for it; null means none declared. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = TaskResources.CPU_RULE,
    fieldPath = ".reservations.cpu",
    message = "reservations.cpu must not exceed limits.cpu")
@ValidationRule(
    value = TaskResources.MEMORY_RULE,
    fieldPath = ".reservations.memory",
    message = "reservations.memory must not exceed limits.memory")
public class TaskResources {

  static final String CPU_RULE =
      "!(has(self.limits) && has(self.limits.cpu) && has(self.reservations) && has(self.reservations.cpu))"
          + " || quantity(string(self.limits.cpu)).compareTo(quantity('0')) == 0"
          + " || quantity(string(self.reservations.cpu)).compareTo(quantity(string(self.limits.cpu))) <= 0";
  static final String MEMORY_RULE =
      "!(has(self.limits) && has(self.limits.memory) && has(self.reservations) && has(self.reservations.memory))"
          + " || quantity(string(self.limits.memory)).compareTo(quantity('0')) == 0"
          + " || quantity(string(self.reservations.memory)).compareTo(quantity(string(self.limits.memory))) <= 0";

  @JsonPropertyDescription("The most that a task may take. Default: no limit.")
  private TaskLimits limits;

  @JsonPropertyDescription(
      "What a node sets aside for a task. Default: nothing, also where there is a "
          + "limit. No amount exceeds its limit.")
  private TaskReservations reservations;

  public TaskLimits getLimits() {
    return limits;
  }

  public void setLimits(TaskLimits limits) {
    this.limits = limits;
  }

  public TaskReservations getReservations() {
    return reservations;
  }

  public void setReservations(TaskReservations reservations) {
    this.reservations = reservations;
  }
}
