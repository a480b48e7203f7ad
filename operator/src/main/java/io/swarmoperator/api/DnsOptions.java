package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;

/** How a task resolves names. No list is null. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class DnsOptions {

  @JsonPropertyDescription(
      "Addresses of name servers, asked instead of the cluster's own. Default: the cluster's; at most 3 of 64 characters.")
  @Size(max = 3)
  @ValidationRule(
      value = "self.all(address, isIP(address))",
      message = "nameservers must be IP addresses")
  private List<@Size(max = 64) String> nameservers = new ArrayList<>();

  @JsonPropertyDescription(
      "Domains in which short names are looked up, beside the cluster's. Default: none; at most 32 of 253 characters.")
  @Size(max = 32)
  private List<@Size(max = 253) String> search = new ArrayList<>();

  @JsonPropertyDescription(
      "Options of the resolver, such as ndots:2. Default: none; at most 32 of 100 characters.")
  @Size(max = 32)
  private List<@Size(max = 100) String> options = new ArrayList<>();

  public List<String> getNameservers() {
    return nameservers;
  }

  public void setNameservers(List<String> nameservers) {
    this.nameservers = nameservers == null ? new ArrayList<>() : nameservers;
  }

  public List<String> getSearch() {
    return search;
  }

  public void setSearch(List<String> search) {
    this.search = search == null ? new ArrayList<>() : search;
  }

  public List<String> getOptions() {
    return options;
  }

  public void setOptions(List<String> options) {
    this.options = options == null ? new ArrayList<>() : options;
  }
}
