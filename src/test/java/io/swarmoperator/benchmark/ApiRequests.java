package io.swarmoperator.benchmark;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes as the API server counts them, of all clients together; Leases are left out. */
final class ApiRequests {
  private static final Pattern LINE = Pattern.compile("apiserver_request_total\\{(.*)} (\\S+)");

  private ApiRequests() {}

  /** Writes so far, by verb and resource. */
  static Map<String, Long> writes(KubernetesClient client) {
    Map<String, Long> writes = new TreeMap<>();
    client
        .raw("/metrics")
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(m -> add(writes, m.group(1), (long) Double.parseDouble(m.group(2))));
    return writes;
  }

  /** Writes since then. */
  static Map<String, Long> since(Map<String, Long> before, KubernetesClient client) {
    Map<String, Long> since = new TreeMap<>();
    writes(client).forEach((key, count) -> since.put(key, count - before.getOrDefault(key, 0L)));
    since.values().removeIf(count -> count == 0);
    return since;
  }

  private static void add(Map<String, Long> writes, String labels, long count) {
    String verb = label(labels, "verb");
    String resource = label(labels, "resource");
    boolean reads = verb.equals("GET") || verb.equals("LIST") || verb.equals("WATCH");
    if (reads || resource.equals("leases") || resource.isEmpty()) {
      return;
    }
    String subresource = label(labels, "subresource");
    writes.merge(
        verb + " " + resource + (subresource.isEmpty() ? "" : "/" + subresource), count, Long::sum);
  }

  private static String label(String labels, String name) {
    Matcher matcher = Pattern.compile(name + "=\"([^\"]*)\"").matcher(labels);
    return matcher.find() ? matcher.group(1) : "";
  }
}
