package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;

/**
 * A PersistentVolumeClaim that is made when it is missing and never deleted. In an object read from
 * the API server only the class can be null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class VolumeClaim {

  @JsonPropertyDescription(
      "Name of the claim; with a template such as data-{{.Task.Slot}} each slot has its own. Required, at most 253 characters.")
  @Required
  @Size(max = 253)
  private String name;

  @JsonPropertyDescription(
      "StorageClass of the claim. Default: that of the cluster; at most 253 characters.")
  @Size(max = 253)
  private String storageClassName;

  @JsonPropertyDescription(
      "What it holds at least, in bytes, a quantity such as 1Gi. Required, from 1 to 1Ei.")
  @Required
  @ValidationRule(
      value =
          "isQuantity(string(self)) && quantity(string(self)).compareTo(quantity('1')) >= 0 && quantity(string(self)).compareTo(quantity('1Ei')) <= 0",
      message = "size must be a quantity of bytes from 1 to 1Ei")
  private Quantity size;

  @JsonPropertyDescription(
      "Who may use it at a time: ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod. Default ReadWriteOnce; at most 4.")
  @Size(max = 4)
  @Default("[\"ReadWriteOnce\"]")
  @ValidationRule(
      value =
          "self.size() > 0 && self.all(mode, mode in ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'])",
      message =
          "accessModes must be ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod")
  private List<@Size(max = 32) String> accessModes = new ArrayList<>();

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getStorageClassName() {
    return storageClassName;
  }

  public void setStorageClassName(String storageClassName) {
    this.storageClassName = storageClassName;
  }

  public Quantity getSize() {
    return size;
  }

  public void setSize(Quantity size) {
    this.size = size;
  }

  public List<String> getAccessModes() {
    return accessModes;
  }

  public void setAccessModes(List<String> accessModes) {
    this.accessModes = accessModes == null ? new ArrayList<>() : accessModes;
  }
}
