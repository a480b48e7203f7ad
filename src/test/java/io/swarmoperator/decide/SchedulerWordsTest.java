package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod. | no suitable node (insufficient resources on 3 nodes)",
        "0/3 nodes are available: 1 Insufficient memory, 2 node(s) were unschedulable. preemption: not helpful | no suitable node (2 nodes not available for new tasks; insufficient resources on 1 node)",
        "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector. | no suitable node (3 nodes not available for new tasks)",
        "0/2 nodes are available: 2 node(s) didn't have free ports for the requested pod ports. | no suitable node (host-mode port already in use on 2 nodes)",
        "0/1 nodes are available: 1 node(s) have a mood. | no suitable node (1 node(s) have a mood)",
        "no nodes available to schedule pods | no suitable node",
        "pod has unbound immediate PersistentVolumeClaims | pod has unbound immediate PersistentVolumeClaims",
        "'' | ''"
      })
  void saysItInSwarmsWords(String message, String words) {
    assertThat(SchedulerWords.of(message, List.of(), Placement.NONE)).isEqualTo(words);
  }
}
