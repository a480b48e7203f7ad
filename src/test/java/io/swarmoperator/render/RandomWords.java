package io.swarmoperator.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Values of the fields whose form the schema doesn't tell, each in YAML. */
final class RandomWords {
  private static final List<String> NAMES =
      List.of(
          "a",
          "data",
          "db-password",
          "site.conf",
          "x".repeat(63),
          "a.b-c.d",
          "'0'",
          "a..b",
          "y".repeat(64) + ".z");
  private static final List<String> TEXTS =
      List.of(
          "''",
          "hello",
          "\"a && b < c > d | e\"",
          "$(HOME) and $$(x) $",
          "\"line\\nline\\ttab \\\"quoted\\\" \\\\ back\"",
          "\"\\u2028 \\U0001F433 \\u00e9\"",
          "'{{ \"{{\" }} braces'",
          "'{{.Service.Name}}/{{.Task.Slot}}'",
          "x".repeat(200));
  private static final List<String> IDS = List.of("'0'", "'1000'", "'2147483647'");
  private static final List<String> KEYS =
      List.of("''", "key", "ssl.crt", "_x-1", "..x".substring(1), "k".repeat(253));
  private static final List<String> BYTES =
      List.of("0", "64Mi", "1Gi", "4194304", "1.5Gi", "1G", "4194304500m");
  private static final List<String> CAPABILITIES =
      List.of("NET_ADMIN", "CAP_SYS_TIME", "ALL", "CHOWN");
  private static final List<JsonNode> DURATIONS =
      parsed(List.of("0s", "1ns", "500ms", "1.5s", "1m30s", "5s", "8760h", "1h0m0.5s"));

  /** One word in so many is a wrong one, where there are such. */
  private static final int WRONG_ONE_IN = 20;

  private static final Map<String, List<JsonNode>> WORDS = new HashMap<>();

  /** What the schema takes and the operator refuses. */
  private static final Map<String, List<JsonNode>> WRONG =
      Map.of(
          "volumeClaims[].storageClassName",
          parsed(List.of("Not A Class")),
          "template.annotations{key}",
          parsed(List.of("a..b/c")),
          "template.labels{key}",
          parsed(List.of("a..b/c")),
          "template.env[].valueFrom",
          parsed(
              List.of(
                  "{resourceFieldRef: {resource: limits.colour}}",
                  "{resourceFieldRef: {resource: limits.memory, divisor: 3}}",
                  "{resourceFieldRef: {resource: limits.memory, divisor: x}}",
                  "{fieldRef: {fieldPath: spec.colour}}",
                  "{fieldRef: {apiVersion: v2, fieldPath: spec.nodeName}}",
                  "{configMapKeyRef: {name: Not A Name, key: a/b}}",
                  "{configMapKeyRef: {name: '', key: b}}")),
          "template.tolerations[]",
          parsed(List.of("{key: 'not a key', operator: Exists}", "{key: a, value: not a value}")),
          "template.resources.reservations.generic{key}",
          parsed(List.of("kubernetes.io/x", "requests.a/b", "a..b/c")),
          "template.priorityClassName",
          parsed(List.of("a..b")),
          "template.runtimeClassName",
          parsed(List.of("a..b")),
          "template.serviceAccountName",
          parsed(List.of("a..b")));

  static {
    put("metadata.name", List.of("web", "a", "a-b-c", "n" + "0".repeat(44)));
    put("progressDeadline", List.of("''", "1s", "10m", "8760h"));
    put("endpoint.ports[].name", List.of("''", "http", "a", "m-1", "fifteen-letters"));
    put("volumeClaims[].name", List.of("data", "'data-{{.Task.Slot}}'", "data.0"));
    put("volumeClaims[].size", List.of("1Gi", "1", "1Ei", "500M", "1073741824"));
    put("volumeClaims[].storageClassName", List.of("''", "fast", "a.b"));
    put(
        "volumeClaims[].accessModes",
        List.of("[ReadWriteOnce]", "[ReadWriteMany, ReadOnlyMany]", "[ReadWriteOncePod]"));
    template(
        "image",
        List.of("alpine", "alpine:3.7", "reg.example.org:5000/a/b@sha256:" + "0".repeat(64)));
    for (String list : List.of("args[]", "command[]")) {
      template(list, TEXTS);
    }
    template("annotations{}", TEXTS);
    template(
        "annotations{key}",
        List.of("note", "example.org/a_b.c", "K".repeat(63), "l".repeat(64) + "/c"));
    template("labels{}", List.of("''", "a", "A_b.c-d", "v".repeat(63)));
    template("labels{key}", List.of("tier", "example.org/a_b.c", "app.kubernetes.io/name", "0"));
    for (String list : List.of("capAdd[]", "capDrop[]")) {
      template(list, CAPABILITIES);
    }
    for (String list : List.of("configs[].", "secrets[].")) {
      template(list + "gid", IDS);
      template(list + "uid", IDS);
      template(list + "key", KEYS);
      template(list + "source", NAMES);
      template(
          list + "target",
          List.of("''", "file", "/etc/a/b.conf", "a/b", "/run/x..y", "//double//slash", "..data"));
    }
    template("dns.nameservers[]", List.of("10.0.0.1", "'2001:db8::1'", "'::1'"));
    template("dns.options[]", List.of("'ndots:2'", "rotate", "'a:'", "attempts:3"));
    template("dns.search[]", List.of("example.org", "a", "b.c.d.", "s".repeat(64) + ".org"));
    template("env[].name", List.of("A", "a b", "'1x'", "PATH", "'{x}'", "SWARM_NODE_NAME", "'#'"));
    template("env[].value", TEXTS);
    template(
        "env[].valueFrom",
        List.of(
            "{configMapKeyRef: {name: site.conf, key: a, optional: false}}",
            "{secretKeyRef: {name: s, key: b, optional: true}}",
            "{fieldRef: {fieldPath: spec.nodeName}}",
            "{fieldRef: {apiVersion: v1, fieldPath: 'metadata.labels[''a'']'}}",
            "{resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}",
            "{resourceFieldRef: {resource: limits.cpu, containerName: other}}",
            "{secretKeyRef: {key: ''}}",
            "{resourceFieldRef: {containerName: task, resource: requests.cpu, divisor: 1m}}"));
    template(
        "extraHosts[]",
        List.of(
            "'db:10.0.0.7'",
            "'a.b:2001:db8::7'",
            "'db:10.0.0.8'",
            "'" + "h".repeat(64) + ":10.0.0.7'"));
    template(
        "healthcheck.test",
        List.of("[NONE]", "[CMD, 'true']", "[CMD-SHELL, 'curl -f $(x) || exit 1']", "[CMD, '']"));
    template(
        "hostname",
        List.of("''", "h", "'{{.Service.Name}}-{{.Task.Slot}}'", "'{{.Node.Hostname}}'"));
    template("imagePullSecrets[].name", NAMES);
    template("mounts[].source", List.of("''", "data", "'data-{{.Task.Slot}}'", "/var/log"));
    template("mounts[].subPath", List.of("''", "a/b", "x..y", "./a"));
    template(
        "mounts[].target",
        List.of(
            "/data",
            "/data/deep",
            "/a b",
            "/x/../y",
            "/t/",
            "/u.v",
            "/a:b".replace(':', ';'),
            "/é"));
    template("mounts[].tmpfs.size", List.of("0", "4Ki", "64Mi", "1Pi", "1048576"));
    template("mounts[].tmpfs.mode", List.of("511", "1023", "0", "2541"));
    template(
        "placement.constraints[]",
        List.of(
            "node.labels.zone == a",
            "node.role != manager",
            "'node.hostname==n1'",
            "node.platform.arch == x86_64",
            "node.platform.os == linux",
            "node.id != n2",
            "'node.labels.example.org/z != b c'",
            "node.labels.zone == *",
            "node.labels.a//b == c",
            "node.labels.-a != c",
            "node.labels.a..b/c == d",
            "node.labels.zone == " + "z".repeat(64)));
    template(
        "placement.preferences[].spread",
        List.of(
            "node.labels.zone",
            "node.labels.example.org/rack",
            "node.labels.a//b",
            "node.labels.-a"));
    template("podPatch.metadata", List.of("{}", "{labels: {a: b}, annotations: {c: d}}"));
    template(
        "podPatch.spec",
        List.of(
            "{}",
            "{hostNetwork: true}",
            "{containers: [{name: task, lifecycle: {preStop: {exec: {command: [a]}}}}]}",
            "{containers: [{name: task, stdin: true}, {name: side, image: x}]}",
            "{initContainers: [{name: log, image: x, restartPolicy: Always}]}",
            "{volumes: [{name: v, emptyDir: {}}], activeDeadlineSeconds: 5}",
            "{schedulerName: other, priorityClassName: important}"));
    template("priorityClassName", List.of("''", "important"));
    template("runtimeClassName", List.of("''", "gvisor"));
    template("serviceAccountName", List.of("''", "worker"));
    for (String half : List.of("resources.limits.", "resources.reservations.")) {
      template(
          half + "cpu", List.of("0", "1", "'0.5'", "100m", "1500m", "10000", "'1.00005'", "1e2"));
      template(half + "memory", BYTES);
    }
    template("resources.reservations.generic{key}", List.of("nvidia.com/gpu", "example.org/A_b.c"));
    template("stopSignal", List.of("''", "SIGINT", "QUIT", "RTMIN+3", "SIGRTMAX", "FOO"));
    template("sysctls{}", List.of("'0'", "'1 2 3'", "''"));
    template("sysctls{key}", List.of("net.ipv4.tcp_syncookies", "kernel.shm_rmid_forced", "a/b.c"));
    template(
        "tolerations[]",
        List.of(
            "{operator: Exists}",
            "{key: a, value: b, effect: NoSchedule}",
            "{key: example.org/a, operator: Equal, value: ''}",
            "{key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 0}",
            "{key: a, operator: Exists, effect: PreferNoSchedule}"));
    template("ulimits[].name", List.of("nofile", "core"));
    template("user", List.of("''", "'0'", "'1000'", "'1000:1000'", "'0:5'", "'2147483647'"));
    template("workingDir", List.of("''", "/", "/a b/$(x)", "/srv"));
  }

  private final Random random;

  RandomWords(Random random) {
    this.random = random;
  }

  private static void template(String path, List<String> words) {
    put("template." + path, words);
  }

  private static void put(String path, List<String> words) {
    WORDS.put(path, parsed(words));
  }

  private static List<JsonNode> parsed(List<String> words) {
    return words.stream()
        .map(word -> Fixtures.YAML.unmarshal("---\nv: " + word, JsonNode.class).path("v"))
        .toList();
  }

  /** One of a field's values; empty when the schema tells enough. */
  Optional<JsonNode> of(String path) {
    List<JsonNode> wrong = WRONG.get(path);
    return wrong != null && random.nextInt(WRONG_ONE_IN) == 0
        ? Optional.of(pick(wrong))
        : Optional.ofNullable(WORDS.get(path)).map(this::pick);
  }

  JsonNode duration() {
    return pick(DURATIONS);
  }

  private JsonNode pick(List<JsonNode> words) {
    return words.get(random.nextInt(words.size())).deepCopy();
  }
}
