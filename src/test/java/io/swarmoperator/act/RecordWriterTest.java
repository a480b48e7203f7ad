package io.swarmoperator.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.decide.RecordUpdate;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.observe.RecentWrites;
import io.swarmoperator.observe.TestTasks;
import io.swarmoperator.observe.TickingClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class RecordWriterTest {
  private final SwarmService service = TestTasks.service();
  private final TickingClock clock = new TickingClock();
  private final RecentWrites recent = new RecentWrites(clock);
  private final List<String> stored = new ArrayList<>();
  private final List<Later> later = new ArrayList<>();
  private boolean broken;
  private boolean refusing;
  private Duration slow = Duration.ZERO;
  private final RecordWriter writer =
      new RecordWriter(
          new Memory(),
          recent,
          (time, task) -> later.add(new Later(time, task)),
          ReentrantLock::new,
          clock);

  private record Later(Duration time, Runnable task) {}

  private final class Memory implements RecordWriter.Store {
    @Override
    public void save(SwarmService owner, TaskRecord task, long revision) {
      if (broken) {
        throw new IllegalStateException("no connection");
      }
      if (refusing) {
        throw new KubernetesClientException(
            new StatusBuilder().withCode(403).withMessage("exceeded quota").build());
      }
      clock.pass(slow);
      stored.add(task.identity().slot().word() + " " + task.state());
      SwarmTask object = TestTasks.stored(task, String.valueOf(stored.size()));
      recent.recordWritten(TestTasks.UID, task, object);
    }

    @Override
    public void delete(SwarmService owner, String name) {
      stored.add("delete " + name);
    }
  }

  @Test
  void anUrgentRecordIsWrittenAtOnce() {
    enqueue(1, TaskState.RUNNING, true);

    assertThat(later).extracting(Later::time).containsExactly(Duration.ZERO);
    runAll();
    assertThat(stored).containsExactly("1 RUNNING");
    assertThat(writer.waiting()).isZero();
  }

  @Test
  void whatIsNotUrgentWaitsForABetterVersion() {
    enqueue(1, TaskState.NEW, false);
    enqueue(1, TaskState.ASSIGNED, false);
    enqueue(1, TaskState.RUNNING, true);

    assertThat(later).extracting(Later::time).containsExactly(Duration.ofSeconds(1), Duration.ZERO);
    runAll();
    assertThat(stored).containsExactly("1 RUNNING");
  }

  @Test
  void aRecordCountsBeforeItIsWritten() {
    enqueue(1, TaskState.RUNNING, false);

    assertThat(recent.of(TestTasks.UID).records().values())
        .extracting(known -> known.task().state())
        .containsExactly(TaskState.RUNNING);
  }

  /** An older version that waited must not come back: the task would end a second time. */
  @Test
  void whatIsSavedNowCountsEvenIfAnOlderVersionWaited() {
    enqueue(1, TaskState.PREPARING, false);
    writer.saveNow(service, TestTasks.record(1, TaskState.REJECTED), 1);

    assertThat(recent.of(TestTasks.UID).records().values())
        .extracting(known -> known.task().state() + " " + known.pending())
        .containsExactly("REJECTED false");
  }

  @Test
  void savingNowDropsTheVersionThatWaits() {
    enqueue(1, TaskState.NEW, false);
    writer.saveNow(service, TestTasks.record(1, TaskState.READY), 1);
    runAll();

    assertThat(stored).containsExactly("1 READY");
  }

  @Test
  void deletingDropsTheVersionThatWaits() {
    enqueue(1, TaskState.NEW, false);
    writer.delete(service, "ping.1.id1");
    runAll();

    assertThat(stored).containsExactly("delete ping.1.id1");
  }

  @Test
  void aFailedWriteIsTriedAgainWithTheLatestVersionLaterEachTime() {
    broken = true;
    enqueue(1, TaskState.NEW, true);
    runNext();
    runNext();
    assertThat(later).extracting(Later::time).containsExactly(Duration.ofSeconds(2));

    broken = false;
    enqueue(1, TaskState.RUNNING, false);
    runAll();
    assertThat(stored).containsExactly("1 RUNNING");
  }

  /** A right or a quota comes back without an event. */
  @Test
  void aRefusedRecordIsTriedAgainEveryHalfMinuteAtTheLatest() {
    refusing = true;
    enqueue(1, TaskState.FAILED, true);
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      runNext();
      waits.add(later.get(0).time());
    }
    assertThat(waits.stream().map(Duration::toSeconds))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);

    refusing = false;
    runAll();
    assertThat(stored).containsExactly("1 FAILED");
  }

  @Test
  void closingTakesNoLongerThanItMay() {
    slow = Duration.ofSeconds(4);
    for (int slot = 1; slot <= 9; slot++) {
      enqueue(slot, TaskState.NEW, false);
    }
    writer.close();

    assertThat(stored).hasSize(3);
    assertThat(writer.waiting()).isEqualTo(6);
  }

  @Test
  void whatIsLoggedOfAFailureSaysWhoseRecordItIs() {
    Logger logger = (Logger) LoggerFactory.getLogger(RecordWriter.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    broken = true;
    try {
      enqueue(1, TaskState.RUNNING, true);
      runNext();
    } finally {
      logger.detachAppender(lines);
    }

    assertThat(lines.list)
        .singleElement()
        .extracting(ILoggingEvent::getMDCPropertyMap)
        .isEqualTo(
            Map.of(
                "namespace", service.getMetadata().getNamespace(),
                "service", service.getMetadata().getName()));
    assertThat(MDC.get("service")).isNull();
  }

  @Test
  void aFailureOfSavingNowIsTold() {
    broken = true;

    assertThatThrownBy(() -> writer.saveNow(service, TestTasks.record(1, TaskState.READY), 1))
        .hasMessage("no connection");
    assertThat(recent.of(TestTasks.UID).records()).isEmpty();
  }

  @Test
  void closingWritesWhatWaits() {
    enqueue(1, TaskState.NEW, false);
    enqueue(2, TaskState.NEW, false);
    writer.close();

    assertThat(stored).containsExactlyInAnyOrder("1 NEW", "2 NEW");
  }

  @Test
  void whoLeadsNoLongerWritesNothingThatWaits() {
    enqueue(1, TaskState.NEW, true);
    writer.abandon();
    enqueue(2, TaskState.NEW, true);
    runAll();
    writer.close();

    assertThat(stored).isEmpty();
    assertThatThrownBy(() -> writer.saveNow(service, TestTasks.record(1, TaskState.READY), 1))
        .hasMessageContaining("leads no longer");
  }

  @Test
  void recordsOfAServiceThatIsGoneAreDropped() {
    enqueue(1, TaskState.NEW, false);
    writer.forget(TestTasks.UID);
    runAll();

    assertThat(stored).isEmpty();
  }

  private void enqueue(int slot, TaskState state, boolean urgent) {
    writer.enqueue(service, new RecordUpdate(TestTasks.record(slot, state), urgent), 1);
  }

  private void runNext() {
    later.remove(0).task().run();
  }

  private void runAll() {
    while (!later.isEmpty()) {
      runNext();
    }
  }
}
