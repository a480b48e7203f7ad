package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.swarmoperator.decide.TaskState;
import org.junit.jupiter.api.Test;

class NodeLoadTest {
  private static final Pod UNBOUND = TestTasks.pod(TestTasks.record(1, TaskState.NEW), "u1");
  private static final String NAME = UNBOUND.getMetadata().getName();

  private final NodeLoad load = new NodeLoad();

  private static Pod bound(String node) {
    return new PodBuilder(UNBOUND).editSpec().withNodeName(node).endSpec().build();
  }

  @Test
  void aTaskCountsFromTheDecisionOn() {
    load.claim("ns", NAME, "n1");
    assertThat(load.tasksOn("n1")).isEqualTo(1);

    load.saw(bound("n2"));
    assertThat(load.tasksOn("n1")).isZero();
    assertThat(load.tasksOn("n2")).isEqualTo(1);

    load.gone(bound("n2"));
    assertThat(load.tasksOn("n2")).isZero();
  }

  @Test
  void whatIsSeenCountsMoreThanWhatWasMeant() {
    load.saw(bound("n2"));
    load.claim("ns", NAME, "n1");

    assertThat(load.tasksOn("n1")).isZero();
    assertThat(load.tasksOn("n2")).isEqualTo(1);
  }

  @Test
  void aTaskThatWasNotMadeCountsNoMore() {
    load.claim("ns", NAME, "n1");
    load.release("ns", NAME);

    assertThat(load.tasksOn("n1")).isZero();
  }

  /** A create whose answer is lost may have been carried out all the same. */
  @Test
  void aTaskThatWasSeenCountsWhateverBecameOfTheAnswerToItsMaker() {
    load.claim("ns", NAME, "n1");
    load.saw(bound("n2"));
    load.release("ns", NAME);

    assertThat(load.tasksOn("n1")).isZero();
    assertThat(load.tasksOn("n2")).isEqualTo(1);
  }

  @Test
  void aTaskThatIsSeenAfterItsMakerGaveItUpCounts() {
    load.claim("ns", NAME, "n1");
    load.release("ns", NAME);
    load.saw(bound("n2"));
    load.claim("ns", NAME, "n1");
    load.release("ns", NAME);
    assertThat(load.tasksOn("n2")).isEqualTo(1);

    load.gone(bound("n2"));
    assertThat(load.tasksOn("n2")).isZero();
  }

  @Test
  void tasksOfTheSameNameInOtherNamespacesAreOthers() {
    load.claim("ns", NAME, "n1");
    load.claim("other", NAME, "n1");

    assertThat(load.tasksOn("n1")).isEqualTo(2);
  }
}
