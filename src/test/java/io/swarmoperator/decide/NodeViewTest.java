package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known of a node. */
class NodeViewTest {

  @Test
  void howManyTasksAreOnItChangesNothingElse() {
    NodeView node =
        new NodeView(
            "n1",
            Availability.PAUSE,
            NodeView.Health.NOT_READY,
            Optional.of(Sketch.NOW),
            1,
            Map.of("zone", "a"),
            List.of(new Taint("gpu", "", Taint.Effect.NO_SCHEDULE)));

    assertThat(node.withTasks(7))
        .isEqualTo(
            new NodeView(
                "n1",
                Availability.PAUSE,
                NodeView.Health.NOT_READY,
                Optional.of(Sketch.NOW),
                7,
                Map.of("zone", "a"),
                List.of(new Taint("gpu", "", Taint.Effect.NO_SCHEDULE))));
  }
}
