package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.swarmoperator.api.SwarmService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartObstaclesTest {
  private final TickingClock clock = new TickingClock();
  private final Instant start = clock.instant();
  private final Map<String, String> events = new HashMap<>();
  private final List<Duration> asked = new ArrayList<>();
  private final SwarmService ping = TestTasks.service();
  private final StartObstacles obstacles =
      new StartObstacles(
          namespace -> {
            asked.add(Duration.between(start, clock.instant()));
            return Map.copyOf(events);
          },
          clock);

  @Test
  void asksAfterSomeSecondsThenAfterTwiceAsLongEachTimeAndAtLeastOnceAMinute() {
    for (int second = 0; second <= 230; second++) {
      obstacles.look(ping, List.of(creating("a"), creating("b")));
      clock.pass(Duration.ofSeconds(1));
    }

    assertThat(asked.stream().map(Duration::toSeconds))
        .containsExactly(3L, 9L, 21L, 45L, 93L, 153L, 213L);
  }

  @Test
  void tellsWhatTheEventsSayOfEachPod() {
    events.put("a", "secret \"db\" not found");
    events.put("other", "configmap \"x\" not found");
    List<Pod> pods = List.of(creating("a"), creating("b"));

    assertThat(obstacles.look(ping, pods).byPod()).as("not asked yet").isEmpty();
    clock.pass(Duration.ofSeconds(3));

    assertThat(obstacles.look(ping, pods).byPod())
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", "secret \"db\" not found", "b", ""));
  }

  @Test
  void whatWasToldStaysWhenTheEventsCantBeRead() {
    events.put("a", "secret \"db\" not found");
    List<Pod> pods = List.of(creating("a"));
    obstacles.look(ping, pods);
    clock.pass(Duration.ofSeconds(3));
    obstacles.look(ping, pods);
    events.clear();
    clock.pass(Duration.ofSeconds(6));

    assertThat(obstacles.look(ping, pods).byPod()).containsEntry("a", "secret \"db\" not found");
  }

  @Test
  void aPodThatIsNewIsAskedForSoon() {
    obstacles.look(ping, List.of(creating("a")));
    clock.pass(Duration.ofSeconds(50));
    StartObstacles.Found found = obstacles.look(ping, List.of(creating("a")));
    assertThat(found.next()).contains(clock.instant().plusSeconds(6));

    clock.pass(Duration.ofSeconds(1));
    found = obstacles.look(ping, List.of(creating("a"), creating("b")));

    assertThat(found.next()).contains(clock.instant().plusSeconds(3));
    assertThat(found.byPod()).as("what was found stays").containsOnlyKeys("a");
  }

  @Test
  void whatStartsOrHasNoNodeIsNotAskedFor() {
    Pod running =
        new PodBuilder(creating("a")).editStatus().withPhase("Running").endStatus().build();
    Pod unscheduled = new PodBuilder(creating("b")).editSpec().withNodeName(null).endSpec().build();
    Pod pulling =
        new PodBuilder(creating("c"))
            .editStatus()
            .editContainerStatus(0)
            .editState()
            .editWaiting()
            .withReason("ImagePullBackOff")
            .endWaiting()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();

    StartObstacles.Found found = obstacles.look(ping, List.of(running, unscheduled, pulling));

    assertThat(found).isEqualTo(new StartObstacles.Found(Map.of(), Optional.empty()));
  }

  private static Pod creating(String uid) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(uid)
        .withUid(uid)
        .endMetadata()
        .withNewSpec()
        .withNodeName("n1")
        .endSpec()
        .withNewStatus()
        .withPhase("Pending")
        .addNewContainerStatus()
        .withName("task")
        .withNewState()
        .withNewWaiting()
        .withReason("ContainerCreating")
        .endWaiting()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
