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
      "Addresses of name servers, asked instead of the cluster's own: names of services resolve only where those know them. Default: the cluster's; at most 3 of 64 characters.")
  @Size(max = 3)
  @ValidationRule(
      value = "self.all(address, isIP(address))",
      message = "nameservers must be IP addresses")
  private List<@Size(max = 64) String> nameservers = new ArrayList<>();

  @JsonPropertyDescription(
      "Domains in which short names are looked up, beside the cluster's unless there are nameservers. Default: none; at most 32 of 253 characters, 2048 in all.")
  @Size(max = 32)
  @ValidationRule(
      value =
          "self.all(domain, domain.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*[.]?$'))",
      message = "search must be domains, such as example.org")
  @ValidationRule(
      value = "self.join(' ').size() <= 2048",
      message =
          "search must have at most 2048 characters in all, a space between two domains counted")
  private List<@Size(max = 253) String> search = new ArrayList<>();

  @JsonPropertyDescription(
      "Options of the resolver, such as ndots:2. Default: none; at most 32 of 100 characters.")
  @Size(max = 32)
  @ValidationRule(
      value = "self.all(option, option.matches('^[^:[:space:]]+(:[^[:space:]]*)?$'))",
      message = "options must be name or name:value, such as ndots:2")
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
