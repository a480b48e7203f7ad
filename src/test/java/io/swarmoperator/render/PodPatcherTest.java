package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.revision.RevisionContent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodPatcherTest {
  private static final String TASK = "spec: {containers: [{name: task, ";
  private static final String TAKEN_AWAY =
      "can't be taken away or replaced: the operator needs what it put there";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          spec: {restartPolicy: Always} | spec.restartPolicy: a restart is a new task, which the operator makes
          spec: {restartPolicy: null} | spec.restartPolicy: a restart is a new task, which the operator makes
          spec: {hostname: other} | spec.hostname: spec.template.hostname says it
          spec: {subdomain: other} | spec.subdomain: by it the names of the service's tasks resolve
          spec: {nodeName: n1} | spec.nodeName: the scheduler finds a task's node
          spec: {terminationGracePeriodSeconds: 0} | spec.terminationGracePeriodSeconds: spec.template.stopGracePeriod says it
          spec: {tolerations: []} | spec.tolerations: the list would replace the operator's own; spec.template.tolerations adds to it
          spec: {affinity: {nodeAffinity: {}}} | spec.affinity.nodeAffinity: the lists in it would replace the operator's own; spec.template.placement says it
          spec: {ephemeralContainers: [{name: debug}]} | spec.ephemeralContainers: a pod can't have them when it is made
          spec: {topologySpreadConstraints: [{topologyKey: kubernetes.io/hostname, maxSkew: 5}]} | spec.topologySpreadConstraints[0]: by it the operator spreads tasks over nodes
          spec: {containers: [{name: task, image: other}]} | spec.containers[0].image: spec.template.image says it
          spec: {containers: [{name: task, restartPolicy: Always}]} | spec.containers[0].restartPolicy: a restart is a new task, which the operator makes
          metadata: {name: other} | metadata.name: only labels and annotations can be patched
          metadata: {ownerReferences: []} | metadata.ownerReferences: only labels and annotations can be patched
          metadata: {labels: {swarmoperator.io/slot: '2'}} | metadata.labels.swarmoperator.io/slot: is the operator's own
          metadata: {labels: {swarmoperator.io/service: null}} | metadata.labels.swarmoperator.io/service: is the operator's own
          metadata: {labels: {app.kubernetes.io/name: other}} | metadata.labels.app.kubernetes.io/name: is the operator's own
          metadata: {annotations: {swarmoperator.io/node: n1}} | metadata.annotations.swarmoperator.io/node: is the operator's own
          spec: {containers: [{name: log, image: x}]} | spec.containers[0]: a container beside the task would keep the pod from ending with it: make it an init container with restartPolicy: Always
          spec: {containers: [{name: task, tty: true}, {name: log, image: x}]} | spec.containers[1]: a container beside the task would keep the pod from ending with it: make it an init container with restartPolicy: Always
          spec: {colour: red} | spec.colour: there is no such field
          spec: {containers: [{name: task, colour: red}]} | spec.containers[0].colour: there is no such field
          spec: {volumes: [{name: a, emptyDir: {sise: 1Mi}}]} | spec.volumes[0].emptyDir.sise: there is no such field
          spec: {containers: [{tty: true}]} | spec.containers[0]: needs name, by which items are told apart
          spec: {containers: {name: task}} | spec.containers: must be a list
          spec: {containers: [task]} | spec.containers[0]: must be an object
          spec: {containers: [null]} | spec.containers[0]: can't be null
          spec: {securityContext: {runAsUser: '5'}} | spec.securityContext.runAsUser: must be a whole number
          spec: {priority: 3000000000} | spec.priority: must be a whole number
          spec: {hostNetwork: 'yes'} | spec.hostNetwork: must be true or false
          spec: {schedulerName: 5} | spec.schedulerName: must be text
          spec: {nodeSelector: {disk: 5}} | spec.nodeSelector.disk: must be text
          spec: {volumes: [{name: a, emptyDir: {sizeLimit: {}}}]} | spec.volumes[0].emptyDir.sizeLimit: must be a single value
          spec: {securityContext: {$patch: merge}} | spec.securityContext.$patch: the directives are $patch: delete, $patch: replace and $retainKeys: [names]
          spec: {$setElementOrder/containers: []} | spec.$setElementOrder/containers: the directives are $patch: delete, $patch: replace and $retainKeys: [names]
          """)
  void refuses(String patch, String problem) {
    assertThat(problems(patch)).containsExactly("spec.template.podPatch." + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          metadata: {labels: null} | metadata.labels
          metadata: {labels: {$patch: replace}} | metadata.labels
          metadata: {annotations: {$patch: delete}} | metadata.annotations
          metadata: {$retainKeys: []} | metadata
          spec: {$patch: replace} | spec
          spec: {containers: null} | spec.containers
          spec: {containers: [{name: task, $patch: delete}]} | spec.containers[0]
          spec: {containers: [{name: task, $patch: replace, tty: true}]} | spec.containers[0]
          spec: {containers: [{name: task, tty: true}, {$patch: replace}]} | spec.containers[1]
          spec: {affinity: null} | spec.affinity
          spec: {affinity: {$patch: replace}} | spec.affinity
          spec: {topologySpreadConstraints: null} | spec.topologySpreadConstraints
          spec: {topologySpreadConstraints: [{$patch: replace}]} | spec.topologySpreadConstraints[0]
          """)
  void doesntLetGoOfWhatTheOperatorNeeds(String patch, String path) {
    assertThat(problems(patch))
        .containsExactly("spec.template.podPatch." + path + ": " + TAKEN_AWAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metadata: {labels: {team: web, app.kubernetes.io/version: '1'}, annotations: {a: b}}",
        "spec: {hostNetwork: true, schedulerName: other, nodeSelector: {disk: ssd, old: null}}",
        "spec: {containers: [{name: other, image: x, $patch: delete}]}",
        "spec: {containers: [{name: task, livenessProbe: {exec: null, httpGet: {port: web}}}]}",
        "spec: {containers: [{name: task, resources: {limits: {cpu: 1, example.org/x: '2'}}}]}",
        "spec: {initContainers: [{name: log, image: x, restartPolicy: Always}]}",
        "spec: {volumes: [{name: a, projected: {sources: [{secret: {name: b}}]}}]}",
        "spec: {volumes: [{name: a, $retainKeys: [name, emptyDir], emptyDir: {}}]}",
        "spec: {volumes: [{name: a, ephemeral: {volumeClaimTemplate: {metadata: {labels: {a: b}},"
            + " spec: {resources: {requests: {storage: 1Gi}}}}}}]}",
        "spec: {securityContext: {$patch: replace, runAsUser: 5}}",
        "spec: {affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: []}}}",
        "spec: {topologySpreadConstraints: [{topologyKey: zone, maxSkew: 1}]}",
        "spec: null",
      })
  void letsThrough(String patch) {
    assertThat(problems(patch)).isEmpty();
  }

  @Test
  void tellsOfEverythingAtOnce() {
    assertThat(problems(TASK + "image: x, colour: red}], hostname: a}")).hasSize(3);
  }

  @Test
  void antiAffinityThatPlacementNeedsStays() {
    String patch =
        "podPatch: {spec: {affinity: {podAntiAffinity: {%sDuringSchedulingIgnoredDuringExecution: []}}}}";
    assertThat(
            all("placement: {maxReplicasPerNode: 2}, " + String.format(patch, "required"))
                .toString())
        .contains("which spec.template.placement.maxReplicasPerNode needs");
    assertThat(
            all("placement: {preferences: [{spread: node.labels.zone}]}, "
                    + String.format(patch, "preferred"))
                .toString())
        .contains("which spec.template.placement.preferences needs");
    assertThat(
            all(
                "placement: {maxReplicasPerNode: 2}, "
                    + "podPatch: {spec: {affinity: {podAntiAffinity: null}}}"))
        .hasSize(1);
  }

  private static List<String> problems(String patch) {
    return all("podPatch: {" + patch + "}");
  }

  private static List<String> all(String template) {
    TaskTemplate parsed =
        RevisionContent.of(Fixtures.ping("template: {image: 'alpine:3.7', " + template + "}"))
            .template();
    return PodPatcher.problems(parsed).stream().map(FieldProblem::toString).toList();
  }
}
