package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;

/** Amounts of processor and memory; null means none declared. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class ResourceAmounts {

  @JsonPropertyDescription(
      "Processor time in cores, a quantity such as 500m or 2. Default: none; 0, or "
          + "from 1m to 10000.")
  @ValidationRule(value = Bounds.CPU_RULE, message = Bounds.CPU_MESSAGE)
  private Quantity cpu;

  @JsonPropertyDescription(
      "Memory in bytes, a quantity such as 256Mi. Default: none; 0, or from 4Mi to " + "1Pi.")
  @ValidationRule(value = Bounds.MEMORY_RULE, message = Bounds.MEMORY_MESSAGE)
  private Quantity memory;

  public Quantity getCpu() {
    return cpu;
  }

  public void setCpu(Quantity cpu) {
    this.cpu = cpu;
  }

  public Quantity getMemory() {
    return memory;
  }

  public void setMemory(Quantity memory) {
    this.memory = memory;
  }
}
