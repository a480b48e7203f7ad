package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;

/** Of a mount in memory. In an object read from the API server no field is null but the size. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class TmpfsOptions {

  @JsonPropertyDescription(
      "The most that it holds, in bytes, a quantity such as 64Mi. Default: no limit; 0, or from 4Ki to 1Pi.")
  @ValidationRule(
      value =
          "isQuantity(string(self)) && (quantity(string(self)).compareTo(quantity('0')) == 0 || (quantity(string(self)).compareTo(quantity('4Ki')) >= 0 && quantity(string(self)).compareTo(quantity('1Pi')) <= 0))",
      message = "must be a quantity of bytes: 0, or from 4Ki to 1Pi")
  private Quantity size;

  @JsonPropertyDescription(
      "Permissions of its directory, in YAML octal as 0777 or 01777. Another mode than those two is reported, for Kubernetes knows 0777 only. Default 01777, from 0 to 07777.")
  @Default("1023")
  @Min(0)
  @Max(4095)
  private Integer mode;

  public Quantity getSize() {
    return size;
  }

  public void setSize(Quantity size) {
    this.size = size;
  }

  public Integer getMode() {
    return mode;
  }

  public void setMode(Integer mode) {
    this.mode = mode;
  }
}
