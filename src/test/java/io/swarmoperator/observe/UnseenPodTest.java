package io.swarmoperator.observe;

import static io.swarmoperator.observe.TestTasks.UID;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.swarmoperator.api.SchemaDefaults;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceSpec;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.render.Owners;
import io.swarmoperator.render.RevisionMapping;
import io.swarmoperator.revision.RevisionContent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pod that was made and that no watch shows is asked for after a while, without any event. */
class UnseenPodTest {
  private final TickingClock clock = new TickingClock();
  private final RecentWrites recent = new RecentWrites(clock);
  private final SwarmService service = service();
  private final RevisionContent content = RevisionContent.of(service);
  private final Pod pod = pod();
  private final KubernetesClient unreachable =
      new KubernetesClientBuilder()
          .withConfig(new ConfigBuilder().withMasterUrl("https://127.0.0.1:1").build())
          .build();
  private Optional<Pod> live = Optional.of(pod);
  private final ViewAssembler assembler = assembler();

  @AfterEach
  void close() {
    unreachable.close();
  }

  @Test
  void oneThatHasGoneIsBelievedInUntilThen() {
    Instant asked = clock.instant().plus(Duration.ofSeconds(10));
    recent.podCreated(UID, pod);
    live = Optional.empty();

    assertThat(tasks()).isEqualTo(1);
    assertThat(assembler.nextUnseen(service)).contains(asked);

    clock.pass(Duration.ofSeconds(10));
    assertThat(tasks()).isZero();
    assertThat(assembler.nextUnseen(service)).isEmpty();
  }

  @Test
  void oneThatIsThereIsAskedForAgain() {
    recent.podCreated(UID, pod);
    clock.pass(Duration.ofSeconds(10));

    assertThat(tasks()).isEqualTo(1);
    assertThat(assembler.nextUnseen(service))
        .contains(clock.instant().plus(Duration.ofSeconds(10)));
  }

  @Test
  void oneThatTheWatchShowsIsNot() {
    recent.podCreated(UID, pod);
    recent.podSeen(pod);

    assertThat(assembler.nextUnseen(service)).isEmpty();
  }

  private int tasks() {
    ControllerRevision revision = RevisionMapping.toApi(service, content, 1);
    revision.getMetadata().setUid("revision-1");
    recent.revisionCreated(UID, revision);
    return assembler.observe(service, content).view().tasks().size();
  }

  private static SwarmService service() {
    SwarmService service = TestTasks.service();
    ObjectNode declared = JsonNodeFactory.instance.objectNode();
    declared.putObject("template").put("image", "alpine");
    service.setSpec(
        new KubernetesSerialization()
            .convertValue(
                SchemaDefaults.of(SwarmService.class).apply(declared, ""), SwarmServiceSpec.class));
    return service;
  }

  private Pod pod() {
    return new PodBuilder(TestTasks.pod(TestTasks.record(1, TaskState.NEW), "pod-1"))
        .editMetadata()
        .withOwnerReferences(Owners.reference(service))
        .endMetadata()
        .build();
  }

  private ViewAssembler assembler() {
    NodeFacts facts = new NodeFacts(clock, Duration.ofSeconds(15));
    Caches caches = new Caches(unreachable, Set.of(), recent, facts);
    return new ViewAssembler(
        caches,
        new Revisions(caches.revisions()),
        recent,
        new NodeViews(caches, facts, name -> Optional.empty(), clock),
        new RecentFailures(clock),
        new StartObstacles(namespace -> Map.of(), clock),
        (namespace, name) -> live,
        clock,
        5);
  }
}
