package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.Spot;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.render.Fixtures;
import io.swarmoperator.render.PodRenderer;
import io.swarmoperator.revision.RevisionContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * The operator and the scheduler read the same label: where they read it differently, tasks are
 * sent to a node that they are then taken from, without end.
 */
@ResourceLock("logging")
class AvailabilityWordsTest {
  private static final String KEY = "swarmoperator.io/availability";

  private final NodeFacts facts = new NodeFacts(new TickingClock(), Duration.ofSeconds(15));

  @ParameterizedTest
  @ValueSource(
      strings = {"", "active", "pause", "drain", "DRAIN", "Pause", "drained", "ACTIVE", "x"})
  void theOperatorTakesTasksFromTheNodesThatTheSchedulerPassesOver(String word) {
    boolean active = facts.of(node(word), 0).availability() == Availability.ACTIVE;

    assertThat(active).isEqualTo(schedulable(word));
  }

  @Test
  void anUnknownWordIsToldOfOncePerWord() {
    Logger logger = (Logger) LoggerFactory.getLogger(NodeFacts.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      List.of("active", "DRAIN", "DRAIN", "Pause", "drain", "Pause")
          .forEach(word -> facts.saw(node(word)));
    } finally {
      logger.detachAppender(lines);
    }

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(unknown("DRAIN"), unknown("Pause"), unknown("Pause"));
  }

  private static String unknown(String word) {
    return "node strange: label %s is '%s', which is none of active, pause and drain; the node counts as active"
        .formatted(KEY, word);
  }

  /** As the scheduler reads a task's affinity: the words are compared exactly. */
  private static boolean schedulable(String word) {
    List<NodeSelectorRequirement> requirements =
        PodRenderer.render(
                SERVICE,
                RevisionContent.of(SERVICE),
                TestTasks.record(1, TaskState.NEW),
                Spot.ANYWHERE)
            .getSpec()
            .getAffinity()
            .getNodeAffinity()
            .getRequiredDuringSchedulingIgnoredDuringExecution()
            .getNodeSelectorTerms()
            .get(0)
            .getMatchExpressions();
    NodeSelectorRequirement only =
        requirements.stream().filter(r -> r.getKey().equals(KEY)).findFirst().orElseThrow();
    assertThat(only.getOperator()).isEqualTo("NotIn");
    return !only.getValues().contains(word);
  }

  private static final SwarmService SERVICE = Fixtures.ping("template: {image: alpine}");

  private static Node node(String word) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName("strange")
        .withLabels(Map.of(KEY, word))
        .endMetadata()
        .build();
  }
}
