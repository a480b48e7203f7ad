package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.swarmoperator.cluster.ClusterTest;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The merge that the operator does is the API server's own: by the keys in its OpenAPI document,
 * and by what it makes of patches itself. They are tried on a PodTemplate, because hardly a field
 * of a pod may change.
 */
@ClusterTest
class PodPatchClusterTest {
  private static final String REFERENCE = "#/components/schemas/";

  private static final String ORIGINAL =
      """
      metadata:
        labels: {swarmoperator.io/service: ping, tier: front}
        annotations: {a: b}
      spec:
        restartPolicy: Never
        enableServiceLinks: false
        securityContext:
          seccompProfile: {type: RuntimeDefault}
          supplementalGroups: [1, 2]
        hostAliases:
        - {ip: 10.0.0.7, hostnames: [db]}
        - {ip: 10.0.0.8, hostnames: [cache]}
        imagePullSecrets: [{name: registry}]
        topologySpreadConstraints:
        - {topologyKey: kubernetes.io/hostname, maxSkew: 2, whenUnsatisfiable: ScheduleAnyway}
        tolerations: [{key: a, operator: Exists}]
        volumes:
        - {name: data, emptyDir: {sizeLimit: 1Mi}}
        - {name: conf, configMap: {name: conf, items: [{key: a, path: a}]}}
        initContainers:
        - {name: first, image: 'x:1'}
        containers:
        - name: task
          image: alpine:3.7
          args: [a, b]
          env: [{name: A, value: '1'}, {name: B, value: '2'}, {name: C, value: '3'}]
          ports:
          - {containerPort: 80, name: web}
          - {containerPort: 53, protocol: UDP}
          - {containerPort: 53, protocol: TCP}
          volumeMounts: [{name: data, mountPath: /data}, {name: conf, mountPath: /conf}]
          livenessProbe: {exec: {command: ['true']}, periodSeconds: 5}
          resources: {limits: {memory: 64Mi}, requests: {memory: '0'}}
        - {name: beside, image: 'y:1'}
      """;

  @Test
  void theKeysAreThoseOfTheApiServer(KubernetesClient client) {
    JsonNode schemas =
        Fixtures.YAML
            .unmarshal(client.raw("/openapi/v3/api/v1"), JsonNode.class)
            .at("/components/schemas");
    Map<String, String> keys = new TreeMap<>();
    collect(schemas, "io.k8s.api.core.v1.Pod", "", new HashSet<>(), keys);
    keys.keySet().removeIf(path -> path.startsWith("status."));

    assertThat(new TreeMap<>(MergeKeys.all())).isEqualTo(keys);
  }

  private static void collect(
      JsonNode schemas, String type, String path, Set<String> above, Map<String, String> keys) {
    if (!above.add(type)) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : schemas.path(type).path("properties").properties()) {
      JsonNode schema = field.getValue();
      String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      boolean merged = schema.path("x-kubernetes-patch-strategy").asText().startsWith("merge");
      if (merged && schema.has("x-kubernetes-patch-merge-key")) {
        keys.put(below, schema.get("x-kubernetes-patch-merge-key").asText());
      }
      reference(schema)
          .ifPresent(next -> collect(schemas, next, below, new HashSet<>(above), keys));
    }
  }

  private static Optional<String> reference(JsonNode schema) {
    return Stream.of(
            schema, schema.path("items"), schema.at("/allOf/0"), schema.at("/items/allOf/0"))
        .map(node -> node.path("$ref").asText())
        .filter(reference -> reference.startsWith(REFERENCE))
        .map(reference -> reference.substring(REFERENCE.length()))
        .findFirst();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metadata: {labels: {team: web, tier: null}, annotations: {a: c, d: e}}",
        "metadata: {labels: {$patch: replace, team: web}}",
        "spec: {schedulerName: other, nodeSelector: {disk: ssd}, hostNetwork: true}",
        "spec: {securityContext: {supplementalGroups: [3], fsGroup: 5, seccompProfile: null}}",
        "spec: {securityContext: {$patch: replace, fsGroup: 5}}",
        "spec: {securityContext: {$patch: delete}}",
        "spec: {securityContext: {$retainKeys: [fsGroup, supplementalGroups], fsGroup: 5}}",
        "spec: {tolerations: [{key: b, operator: Exists}]}",
        "spec: {containers: [{name: task, tty: true, args: [c]}]}",
        "spec: {containers: [{name: log, image: 'z:1'}]}",
        "spec: {containers: [{name: beside, $patch: delete}, {name: log, image: 'z:1'}]}",
        "spec: {containers: [{name: beside, tty: true}, {name: log, image: 'z:1'}, {name: task}]}",
        "spec: {containers: [{name: log, image: 'z:1'}, {name: beside, tty: true}]}",
        "spec: {containers: [{name: log, image: 'z:1'}, {$patch: replace}]}",
        "spec: {initContainers: [{name: second, image: 'z:1', restartPolicy: Always}]}",
        "spec: {initContainers: null}",
        "spec: {containers: [{name: task, env: [{name: B, $patch: delete}, {name: D, value: '4'},"
            + " {name: A, value: null, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}]}",
        "spec: {containers: [{name: task, env: [{name: C, value: '5'}, {name: A, value: '6'}]}]}",
        "spec: {containers: [{name: task, ports: [{containerPort: 53, name: dns},"
            + " {containerPort: 8080}]}]}",
        "spec: {containers: [{name: task, ports: [{containerPort: 53, $patch: delete}]}]}",
        "spec: {containers: [{name: task, volumeMounts: [{mountPath: /data, readOnly: true,"
            + " name: data}, {mountPath: /tmp, name: data}]}]}",
        "spec: {containers: [{name: task, livenessProbe: {exec: null, httpGet: {port: 80}}}]}",
        "spec: {containers: [{name: task, livenessProbe: null, resources: {limits: {cpu: 1},"
            + " requests: {memory: 1Mi}}}]}",
        "spec: {volumes: [{name: data, $patch: delete}, {name: new, emptyDir: {}}],"
            + " containers: [{name: task, volumeMounts: [{mountPath: /data, $patch: delete}]}]}",
        "spec: {volumes: [{name: data, $retainKeys: [name, hostPath], hostPath: {path: /x}}]}",
        "spec: {volumes: [{name: data, emptyDir: null, hostPath: {path: /x}}]}",
        "spec: {volumes: [{name: conf, configMap: {items: [{key: b, path: b}]}}]}",
        "spec: {hostAliases: [{ip: 10.0.0.9, hostnames: [q]}, {ip: 10.0.0.7, hostnames: [e]}]}",
        "spec: {imagePullSecrets: [{name: a}, {name: registry}, {name: b}]}",
        "spec: {topologySpreadConstraints: [{topologyKey: zone, maxSkew: 1,"
            + " whenUnsatisfiable: ScheduleAnyway}]}",
        "spec: {affinity: {podAffinity: null, nodeAffinity: {}}, dnsConfig: {searches: [a.b]}}",
        "spec: {schedulingGates: [{name: example.org/a}], resourceClaims: []}",
      })
  void aPatchGivesWhatTheApiServerMakesOfIt(Patch declared, KubernetesClient client) {
    PodTemplate stored = client.resource(template(yaml(ORIGINAL))).create();
    ObjectNode patch = yaml(declared.yaml());

    PodTemplate theirs =
        client
            .resource(stored)
            .dryRun(true)
            .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"template\":" + patch + "}");
    ObjectNode merged =
        StrategicMerge.merge(
            Fixtures.YAML.convertValue(stored.getTemplate(), ObjectNode.class), patch);
    // the API server fills in the defaults of what is new
    PodTemplate ours = client.resource(template(merged)).dryRun(true).create();

    assertThat(Fixtures.YAML.asYaml(ours.getTemplate()))
        .isEqualTo(Fixtures.YAML.asYaml(theirs.getTemplate()))
        .isNotEqualTo(Fixtures.YAML.asYaml(stored.getTemplate()));
  }

  /** Not a plain text: a test's text parameter is its namespace. */
  record Patch(String yaml) {}

  private static PodTemplate template(ObjectNode pod) {
    ObjectNode template = yaml("{apiVersion: v1, kind: PodTemplate, metadata: {generateName: x-}}");
    template.set("template", pod);
    return Fixtures.YAML.convertValue(template, PodTemplate.class);
  }

  private static ObjectNode yaml(String text) {
    // what begins with a brace would be read as JSON
    return (ObjectNode) Fixtures.YAML.unmarshal("---\n" + text, JsonNode.class);
  }
}
