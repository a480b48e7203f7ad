package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a task's process finds around it: files, network, the kernel's limits, and whether it is
 * well.
 *
 * <p>Lists and maps are never null; other fields are null only where the schema has no default.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public abstract class TaskSurroundings extends TaskProcess {

  @JsonPropertyDescription(
      "How it is found out whether the task works. A task is running once it is healthy for the first time, and is stopped when it becomes unhealthy. Default: none; a check in the image is not known to Kubernetes.")
  private Healthcheck healthcheck;

  @JsonPropertyDescription(
      "File systems that the task sees. Default: none; at most 100, each with another target.")
  @Size(max = 100)
  private List<Mount> mounts = new ArrayList<>();

  @JsonPropertyDescription(
      "Keys of Secrets that the task sees as files. Default: none; at most 100.")
  @Size(max = 100)
  private List<SecretReference> secrets = new ArrayList<>();

  @JsonPropertyDescription(
      "Keys of ConfigMaps that the task sees as files. Default: none; at most 100.")
  @Size(max = 100)
  private List<ConfigReference> configs = new ArrayList<>();

  @JsonPropertyDescription(
      "Capabilities that the task has beside the usual ones, such as NET_ADMIN, or ALL. Default: none; at most 64.")
  @Size(max = 64)
  @ValidationRule(
      value = "self.all(name, name.matches('^(CAP_)?[A-Z][A-Z_]*$'))",
      message = "a capability is a name in capital letters, such as NET_ADMIN")
  private List<@Size(max = 64) String> capAdd = new ArrayList<>();

  @JsonPropertyDescription(
      "Usual capabilities that the task does not have, or ALL. Default: none; at most 64.")
  @Size(max = 64)
  @ValidationRule(
      value = "self.all(name, name.matches('^(CAP_)?[A-Z][A-Z_]*$'))",
      message = "a capability is a name in capital letters, such as NET_ADMIN")
  private List<@Size(max = 64) String> capDrop = new ArrayList<>();

  @JsonPropertyDescription(
      "Parameters of the kernel for the task alone, such as net.ipv4.ip_unprivileged_port_start. A node refuses those that its kubelet does not allow. Default: none; at most 50.")
  @Size(max = 50)
  @ValidationRule(
      value =
          "self.all(name, name.size() <= 253 && name.matches('^[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$'))",
      message = "a sysctl is a name such as net.ipv4.tcp_syncookies")
  private Map<String, @Size(max = 253) String> sysctls = new LinkedHashMap<>();

  @JsonPropertyDescription(
      "Limits of the task's processes. Reported: Kubernetes has no such setting. Default: none; at most 32.")
  @Size(max = 32)
  private List<Ulimit> ulimits = new ArrayList<>();

  @JsonPropertyDescription(
      "Further lines for the task's hosts file, each name:address. Default: none; at most 100 of 320 characters.")
  @Size(max = 100)
  @ValidationRule(
      value =
          "self.all(line, line.indexOf(':') > 0 && line.indexOf(':') <= 253"
              + " && line.substring(0, line.indexOf(':')).matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$')"
              + " && isIP(line.substring(line.indexOf(':') + 1)))",
      message = "extraHosts must be name:address, as db:10.0.0.7, the name in small letters")
  private List<@Size(max = 320) String> extraHosts = new ArrayList<>();

  @JsonPropertyDescription("How the task resolves names. Default: as the cluster does.")
  private DnsOptions dns;

  public Healthcheck getHealthcheck() {
    return healthcheck;
  }

  public void setHealthcheck(Healthcheck healthcheck) {
    this.healthcheck = healthcheck;
  }

  public List<Mount> getMounts() {
    return mounts;
  }

  public void setMounts(List<Mount> mounts) {
    this.mounts = mounts == null ? new ArrayList<>() : mounts;
  }

  public List<SecretReference> getSecrets() {
    return secrets;
  }

  public void setSecrets(List<SecretReference> secrets) {
    this.secrets = secrets == null ? new ArrayList<>() : secrets;
  }

  public List<ConfigReference> getConfigs() {
    return configs;
  }

  public void setConfigs(List<ConfigReference> configs) {
    this.configs = configs == null ? new ArrayList<>() : configs;
  }

  public List<String> getCapAdd() {
    return capAdd;
  }

  public void setCapAdd(List<String> capAdd) {
    this.capAdd = capAdd == null ? new ArrayList<>() : capAdd;
  }

  public List<String> getCapDrop() {
    return capDrop;
  }

  public void setCapDrop(List<String> capDrop) {
    this.capDrop = capDrop == null ? new ArrayList<>() : capDrop;
  }

  public Map<String, String> getSysctls() {
    return sysctls;
  }

  public void setSysctls(Map<String, String> sysctls) {
    this.sysctls = sysctls == null ? new LinkedHashMap<>() : sysctls;
  }

  public List<Ulimit> getUlimits() {
    return ulimits;
  }

  public void setUlimits(List<Ulimit> ulimits) {
    this.ulimits = ulimits == null ? new ArrayList<>() : ulimits;
  }

  public List<String> getExtraHosts() {
    return extraHosts;
  }

  public void setExtraHosts(List<String> extraHosts) {
    this.extraHosts = extraHosts == null ? new ArrayList<>() : extraHosts;
  }

  public DnsOptions getDns() {
    return dns;
  }

  public void setDns(DnsOptions dns) {
    this.dns = dns;
  }
}
