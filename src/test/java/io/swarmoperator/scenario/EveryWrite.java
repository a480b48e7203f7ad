package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Runs a flow undisturbed, counts the operator's writes, and runs it again once for each of them
 * with the operator killed after that write and started again: each run must end like the first.
 */
final class EveryWrite {
  private static final int AT_ONCE = 8;

  private final KubernetesClient admin;
  private final List<Step> steps = new ArrayList<>();
  private Function<Outcome, Object> compared = outcome -> outcome;
  private boolean waitsForLong;
  private int armedBefore;

  /**
   * A step of the flow.
   *
   * @param once done once for all runs that take the step together
   * @param each done in each run
   * @param until when the step is over in the undisturbed run
   */
  private record Step(Runnable once, Consumer<KilledRun> each, Predicate<Outcome> until) {}

  private EveryWrite(KubernetesClient admin) {
    this.admin = admin;
  }

  static EveryWrite of(KubernetesClient admin) {
    return new EveryWrite(admin);
  }

  /** A step of each run for itself. */
  EveryWrite step(Consumer<KilledRun> each, Predicate<Outcome> until) {
    return step(() -> {}, each, until);
  }

  /** A step that begins with something that concerns all runs. */
  EveryWrite step(Runnable once, Consumer<KilledRun> each, Predicate<Outcome> until) {
    steps.add(new Step(once, each, until.and(this::settled)));
    return this;
  }

  /** Writes of the steps so far aren't counted. */
  EveryWrite killedFromHere() {
    armedBefore = steps.size();
    return this;
  }

  /** A task that waits for its turn does so for as long as the flow goes on. */
  EveryWrite waitingForLong() {
    waitsForLong = true;
    return this;
  }

  /** What of an outcome is the same in every run; without this, all. */
  EveryWrite comparing(Function<Outcome, Object> part) {
    compared = part;
    return this;
  }

  /** Runs it all. */
  void endsWith(Consumer<Outcome> end) {
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Outcome> expected = new ArrayList<>();
      int writes = undisturbed(expected);
      end.accept(expected.get(expected.size() - 1));
      assertThat(expected.get(expected.size() - 1).flaws()).isEmpty();
      int killed = 0;
      for (int first = 0; first < writes; first += AT_ONCE) {
        List<Integer> batch =
            IntStream.range(first, Math.min(writes, first + AT_ONCE)).boxed().toList();
        killed += together(pool, batch, expected);
      }
      // not all: of the last writes some are records of which two versions became one in a run that
      // was slower than the first, so that it was over before it had made as many
      assertThat(killed)
          .as("runs of %d in which the operator was killed", writes)
          .isGreaterThanOrEqualTo(writes - writes / 4);
    } finally {
      pool.shutdownNow();
    }
  }

  private int undisturbed(List<Outcome> expected) {
    try (KilledRun run = new KilledRun(admin)) {
      for (int i = 0; i < steps.size(); i++) {
        Step step = steps.get(i);
        if (i == armedBefore) {
          run.killedAfter(Integer.MAX_VALUE);
        }
        step.once().run();
        step.each().accept(run);
        expected.add(run.until("step " + (i + 1), step.until()));
      }
      Outcome end = run.atTheEnd();
      assertThat(end).isEqualTo(expected.get(expected.size() - 1));
      return run.written();
    }
  }

  /** Takes each step in all runs before the next. */
  private int together(ExecutorService pool, List<Integer> writes, List<Outcome> expected) {
    List<KilledRun> runs = new ArrayList<>();
    try {
      runs.addAll(each(pool, writes, k -> new KilledRun(admin)));
      for (int i = 0; i < steps.size(); i++) {
        int number = i;
        if (i == armedBefore) {
          IntStream.range(0, runs.size()).forEach(r -> runs.get(r).killedAfter(writes.get(r)));
        }
        steps.get(i).once().run();
        each(
            pool,
            runs,
            run -> step(run, number, expected.get(number), writes.get(runs.indexOf(run))));
      }
      each(
          pool,
          runs,
          run -> end(run, expected.get(expected.size() - 1), writes.get(runs.indexOf(run))));
      return (int) runs.stream().filter(KilledRun::killed).count();
    } finally {
      each(
          pool,
          runs,
          run -> {
            run.close();
            return true;
          });
    }
  }

  private boolean step(KilledRun run, int number, Outcome expected, int writes) {
    steps.get(number).each().accept(run);
    Object same = compared.apply(expected);
    run.until(
        "killed after " + writes + " writes, step " + (number + 1) + ": " + same,
        outcome -> compared.apply(outcome).equals(same));
    return true;
  }

  private boolean end(KilledRun run, Outcome expected, int writes) {
    Outcome end = run.atTheEnd();
    assertThat(compared.apply(end))
        .as("killed after %d writes", writes)
        .isEqualTo(compared.apply(expected));
    assertThat(end.flaws()).as("killed after %d writes", writes).isEmpty();
    return true;
  }

  private static <A, B> List<B> each(ExecutorService pool, List<A> all, Function<A, B> action) {
    List<CompletableFuture<B>> running =
        all.stream().map(a -> CompletableFuture.supplyAsync(() -> action.apply(a), pool)).toList();
    return running.stream().map(CompletableFuture::join).toList();
  }

  /** Every record says what its task is going to be for good, and a pod that goes is gone. */
  private boolean settled(Outcome outcome) {
    return outcome.slots().values().stream().flatMap(List::stream).allMatch(this::settled);
  }

  private boolean settled(String row) {
    boolean withPod = row.endsWith("with pod");
    if (row.startsWith("shutdown/shutdown") || row.startsWith("shutdown/rejected")) {
      return !withPod;
    }
    return row.startsWith("running/running")
        || (waitsForLong && row.startsWith("ready/ready") && !withPod)
        || (row.startsWith("shutdown/") && !row.startsWith("shutdown/running"));
  }
}
