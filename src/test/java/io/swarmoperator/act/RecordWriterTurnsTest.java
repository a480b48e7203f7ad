package io.swarmoperator.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.observe.RecentWrites;
import io.swarmoperator.observe.TestTasks;
import io.swarmoperator.observe.TickingClock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Writes of one record are made one after the other, however many threads want to. */
class RecordWriterTurnsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final TickingClock clock = new TickingClock();
  private final Map<TaskState, CountDownLatch> answers = new ConcurrentHashMap<>();
  private final Map<TaskState, CountDownLatch> begun = new ConcurrentHashMap<>();
  private final RecordWriter writer =
      new RecordWriter(
          new Slow(), new RecentWrites(clock), (time, task) -> {}, ReentrantLock::new, clock);

  /** Answers when it is told to. */
  private final class Slow implements RecordWriter.Store {
    @Override
    public void save(SwarmService owner, TaskRecord task, long revision) {
      latch(begun, task.state()).countDown();
      try {
        latch(answers, task.state()).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void delete(SwarmService owner, String name) {
      throw new IllegalStateException("nothing is deleted here");
    }
  }

  @Test
  void whoComesWhileOneWritesWaitsThoughAnotherHasJustLeft() throws InterruptedException {
    saves(TaskState.READY);
    latch(begun, TaskState.READY).await();
    Thread second = saves(TaskState.RUNNING);
    await().atMost(LONG).until(() -> second.getState() == Thread.State.WAITING);
    latch(answers, TaskState.READY).countDown();
    latch(begun, TaskState.RUNNING).await();

    Thread third = saves(TaskState.FAILED);
    await().atMost(LONG).until(() -> third.getState() != Thread.State.RUNNABLE);
    assertThat(third.getState()).isEqualTo(Thread.State.WAITING);
    assertThat(latch(begun, TaskState.FAILED).getCount()).isOne();

    latch(answers, TaskState.RUNNING).countDown();
    latch(begun, TaskState.FAILED).await();
    latch(answers, TaskState.FAILED).countDown();
    third.join();
  }

  private static CountDownLatch latch(Map<TaskState, CountDownLatch> latches, TaskState state) {
    return latches.computeIfAbsent(state, s -> new CountDownLatch(1));
  }

  private Thread saves(TaskState state) {
    Thread thread =
        new Thread(
            () -> writer.saveNow(TestTasks.service(), TestTasks.record(1, state), 1),
            "saves " + state);
    thread.start();
    return thread;
  }
}
