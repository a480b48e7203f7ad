package io.swarmoperator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.swarmoperator.api.MicroTimes;
import io.swarmoperator.api.ServiceCondition;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.UpdateState;
import io.swarmoperator.api.UpdateStatus;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.observe.TestTasks;
import io.swarmoperator.observe.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CensusTest {
  private final TickingClock clock = new TickingClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<SwarmService> services = new ArrayList<>();
  private final List<SwarmTask> tasks = new ArrayList<>();

  @BeforeEach
  void show() {
    new Census(services::stream, tasks::stream, clock).show(registry);
  }

  @Test
  void aServiceIsInOneState() {
    services.add(service("Ready", "Converged"));
    services.add(service("Ready", "Converged"));
    services.add(service("Reconciling", "UpdateInProgress"));
    services.add(service("Stalled", "TasksEnded"));
    services.add(service("Complete", "Completed"));
    services.add(TestTasks.service());
    assertThat(value("swarmoperator_services", "ready")).isEqualTo(2);
    assertThat(value("swarmoperator_services", "reconciling")).isEqualTo(1);
    assertThat(value("swarmoperator_services", "stalled")).isEqualTo(1);
    assertThat(value("swarmoperator_services", "waiting")).isEqualTo(2);
  }

  @Test
  void aReasonThatNobodyKnowsIsAnother() {
    services.add(service("Stalled", "RolledBack"));
    services.add(service("Stalled", "NeverHeardOf"));
    assertThat(value("swarmoperator_services_stalled", "RolledBack")).isEqualTo(1);
    assertThat(value("swarmoperator_services_stalled", "Other")).isEqualTo(1);
    assertThat(value("swarmoperator_services_stalled", "InvalidSpec")).isZero();
  }

  @Test
  void theOldestRolloutIsOneThatIsUnderWay() {
    Instant start = clock.instant();
    services.add(updating(UpdateState.PAUSED, start.minusSeconds(1000)));
    services.add(updating(UpdateState.COMPLETED, start.minusSeconds(1000)));
    SwarmService held = updating(UpdateState.UPDATING, start.minusSeconds(1000));
    held.getSpec().setPaused(true);
    services.add(held);
    services.add(updating(UpdateState.ROLLBACK_STARTED, start.minusSeconds(100)));
    services.add(updating(UpdateState.UPDATING, start.minusSeconds(10)));
    assertThat(registry.get("swarmoperator_rollout_oldest_seconds").gauge().value()).isEqualTo(100);
    assertThat(value("swarmoperator_services_in_rollout", "updating")).isEqualTo(2);
    assertThat(value("swarmoperator_services_in_rollout", "paused")).isEqualTo(1);
  }

  @Test
  void tasksAreCountedAnewAfterASecond() {
    tasks.add(TestTasks.stored(TestTasks.record(1, TaskState.RUNNING), "1"));
    assertThat(value("swarmoperator_tasks", "running")).isEqualTo(1);
    tasks.clear();
    assertThat(value("swarmoperator_tasks", "running")).isEqualTo(1);
    clock.pass(Duration.ofMillis(1001));
    assertThat(value("swarmoperator_tasks", "running")).isZero();
  }

  private double value(String metric, String value) {
    return registry.get(metric).gauges().stream()
        .filter(g -> g.getId().getTags().get(0).getValue().equals(value))
        .mapToDouble(Gauge::value)
        .sum();
  }

  private static SwarmService service(String condition, String reason) {
    ServiceCondition is = new ServiceCondition();
    is.setType(condition);
    is.setStatus("True");
    is.setReason(reason);
    ServiceCondition isNot = new ServiceCondition();
    isNot.setType(condition.equals("Stalled") ? "Ready" : "Stalled");
    isNot.setStatus("False");
    isNot.setReason(reason);
    SwarmServiceStatus status = new SwarmServiceStatus();
    status.setConditions(List.of(isNot, is));
    SwarmService service = TestTasks.service();
    service.setStatus(status);
    return service;
  }

  private static SwarmService updating(UpdateState state, Instant startedAt) {
    UpdateStatus update = new UpdateStatus();
    update.setState(state);
    update.setStartedAt(MicroTimes.format(startedAt));
    SwarmService service = service("Reconciling", "UpdateInProgress");
    service.getStatus().setUpdate(update);
    return service;
  }
}
