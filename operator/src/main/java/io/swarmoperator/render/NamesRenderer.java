package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.fabric8.kubernetes.api.model.PodDNSConfigBuilder;
import io.fabric8.kubernetes.api.model.PodDNSConfigOption;
import io.swarmoperator.api.DnsOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renders how a task finds others by their names: its hosts file and its resolver. */
final class NamesRenderer {
  private NamesRenderer() {}

  /** Lines of the hosts file out of {@code name:address}, one for each address. */
  static List<HostAlias> hostAliases(List<String> extraHosts) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (String line : extraHosts) {
      // an IPv6 address has colons, a name has none
      int colon = line.indexOf(':');
      names
          .computeIfAbsent(line.substring(colon + 1), address -> new ArrayList<>())
          .add(line.substring(0, colon));
    }
    return names.entrySet().stream()
        .map(entry -> new HostAlias(entry.getValue().stream().distinct().toList(), entry.getKey()))
        .toList();
  }

  /**
   * Whom the task asks. With name servers of its own only those: beside the cluster's they would be
   * asked for nothing that the cluster's has an answer to, be it that there is no such name.
   */
  static String dnsPolicy(DnsOptions dns) {
    return dns == null || dns.getNameservers().isEmpty() ? null : "None";
  }

  /** The rest of the resolver's configuration; null when nothing is declared. */
  static PodDNSConfig dnsConfig(DnsOptions dns) {
    if (dns == null) {
      return null;
    }
    PodDNSConfig config =
        new PodDNSConfigBuilder()
            .withNameservers(dns.getNameservers())
            .withSearches(dns.getSearch())
            .withOptions(dns.getOptions().stream().map(NamesRenderer::option).toList())
            .build();
    return config.equals(new PodDNSConfig()) ? null : config;
  }

  private static PodDNSConfigOption option(String declared) {
    int colon = declared.indexOf(':');
    return colon < 0
        ? new PodDNSConfigOption(declared, null)
        : new PodDNSConfigOption(declared.substring(0, colon), declared.substring(colon + 1));
  }
}
