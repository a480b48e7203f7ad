package io.swarmoperator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swarmoperator.api.ServiceCondition;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.ConditionReason;
import io.swarmoperator.decide.Hold;
import io.swarmoperator.decide.JobIteration;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.RolloutState;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.observe.MemoryFacts;
import io.swarmoperator.observe.TestTasks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusRendererTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");
  private static final Instant LATER = NOW.plusSeconds(60);

  private final SwarmService service = TestTasks.service();

  @Test
  void memoryComesBackAsItWasWritten() throws JsonProcessingException {
    Rollout rollout =
        new Rollout(RolloutState.ROLLBACK_STARTED, "m", NOW, Optional.of(LATER), 3, 2, 7, 4, 1);
    Memory memory =
        new Memory(
            3,
            2,
            3,
            List.of(1L, 2L),
            Optional.of(new Hold(2, 3, Hold.Cause.UPDATE_FAILED, NOW)),
            Optional.of(rollout),
            9,
            12,
            Optional.of("ROLLBACK=previous=odd"),
            Optional.of(new JobIteration(2, LATER, "hash/1/5")));

    assertThat(readBack(memory)).isEqualTo(memory);
    assertThat(readBack(Memory.NONE)).isEqualTo(Memory.NONE);
  }

  @Test
  void theFirstStatusHasReplicasAndSelector() {
    SwarmServiceStatus status = render(Memory.NONE, List.of(), NOW);

    assertThat(status.getReplicas()).isEqualTo(4);
    assertThat(status.getSelector()).isEqualTo("swarmoperator.io/service=ping");
    assertThat(status.getObservedGeneration()).isEqualTo(3);
  }

  @Test
  void aConditionKeepsItsTimeWhileItsStatusStays() {
    service.setStatus(render(Memory.NONE, List.of(ready(false)), NOW));

    assertThat(only(render(Memory.NONE, List.of(ready(false)), LATER)).getLastTransitionTime())
        .isEqualTo("2026-01-01T00:00:00.123456Z");
    assertThat(only(render(Memory.NONE, List.of(ready(true)), LATER)).getLastTransitionTime())
        .isEqualTo("2026-01-01T00:01:00.123456Z");
  }

  @Test
  void everyConditionTellsTheGenerationThatItIsOf() {
    assertThat(only(render(Memory.NONE, List.of(ready(true)), NOW)).getObservedGeneration())
        .isEqualTo(3);
  }

  @Test
  void aHandledRequestKeepsItsTime() {
    Memory memory =
        new Memory(
            1,
            1,
            0,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            Optional.of("RESUME=true"),
            Optional.empty());
    service.setStatus(render(memory, List.of(), NOW));

    assertThat(render(memory, List.of(), LATER).getRequest().getAt())
        .isEqualTo("2026-01-01T00:00:00.123456Z");
  }

  /** The longest value that the schema lets into a status. */
  @Test
  void aLongRequestComesBackAsItWasWritten() throws JsonProcessingException {
    String value = "=" + "x".repeat(252);
    Memory memory =
        new Memory(
            1,
            1,
            0,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            Optional.of("ROLLBACK=" + value),
            Optional.empty());

    assertThat(readBack(memory)).isEqualTo(memory);
    assertThat(service.getStatus().getRequest().getValue()).isEqualTo(value);
  }

  @Test
  void anInvalidSpecChangesNothingButTheConditions() {
    service.setStatus(render(Memory.NONE, List.of(ready(true)), NOW));
    SwarmServiceStatus status =
        StatusRenderer.withConditions(
            service, Conditions.stalled(Conditions.invalidSpec("no")), LATER);

    assertThat(status.getReplicas()).isEqualTo(4);
    assertThat(status.getConditions())
        .extracting(c -> c.getType() + "=" + c.getStatus())
        .containsExactly("Ready=False", "Reconciling=False", "Stalled=True");
    assertThat(service.getStatus().getConditions()).hasSize(1);
  }

  @Test
  void aStalledServiceNeitherReconcilesNorIsReady() {
    ServiceStatus status =
        Conditions.with(
            shown(
                List.of(
                    new Condition("Reconciling", true, ConditionReason.UPDATE_IN_PROGRESS, ""))),
            List.of(
                new Condition("Stalled", true, ConditionReason.NAME_TAKEN, "Service ping exists")));

    assertThat(status.conditions())
        .extracting(c -> c.type() + "=" + c.status())
        .containsExactlyInAnyOrder("Ready=false", "Reconciling=false", "Stalled=true");
  }

  @Test
  void aServiceOfWhichSomethingFailedIsNotReadyButBusy() {
    ServiceStatus status =
        Conditions.with(
            shown(
                List.of(
                    ready(true), new Condition("Stalled", false, ConditionReason.CONVERGED, ""))),
            List.of(
                new Condition(
                    "Reconciling", true, ConditionReason.WRITE_FAILED, "no route to host")));

    assertThat(status.conditions())
        .extracting(c -> c.type() + "=" + c.status() + " " + c.reason().word())
        .containsExactlyInAnyOrder(
            "Ready=false WriteFailed", "Reconciling=true WriteFailed", "Stalled=false Converged");
  }

  @Test
  void aStalledServiceStaysSoWhateverFails() {
    ServiceStatus status =
        Conditions.with(
            shown(List.of(new Condition("Stalled", true, ConditionReason.UPDATE_PAUSED, "paused"))),
            List.of(
                new Condition(
                    "Reconciling", true, ConditionReason.WRITE_FAILED, "no route to host")));

    assertThat(status.conditions())
        .containsExactly(new Condition("Stalled", true, ConditionReason.UPDATE_PAUSED, "paused"));
  }

  private Memory readBack(Memory memory) throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    String json = mapper.writeValueAsString(render(memory, List.of(), NOW));
    service.setStatus(mapper.readValue(json, SwarmServiceStatus.class));
    return MemoryFacts.of(service);
  }

  private SwarmServiceStatus render(Memory memory, List<Condition> conditions, Instant now) {
    return StatusRenderer.render(service, memory, shown(conditions), now);
  }

  private static ServiceStatus shown(List<Condition> conditions) {
    return new ServiceStatus(4, 4, 4, 4, 0, "4/4", 3, conditions);
  }

  private static Condition ready(boolean status) {
    return new Condition("Ready", status, ConditionReason.CONVERGED, "");
  }

  private static ServiceCondition only(SwarmServiceStatus status) {
    return status.getConditions().get(0);
  }
}
