package io.swarmoperator.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When a job runs again, and what is remembered of that (S§8.1). */
final class JobTransitions {
  private final ServiceView view;
  private final Instant now;
  private final List<Notice> notices;

  JobTransitions(ServiceView view, Instant now, List<Notice> notices) {
    this.view = view;
    this.now = now;
    this.notices = notices;
  }

  /**
   * What is to be remembered next. Only another template or another job starts an iteration; a
   * changed endpoint becomes the target without one.
   */
  Memory step(Memory memory) {
    long spec = view.specRevision().number();
    if (memory.specRevision() != spec || memory.currentRevision() != spec) {
      return memory.withSpecRevision(spec).withTarget(spec, 0).withRolledOut(List.of(spec));
    }
    String what = JobIteration.describe(view.specRevision().template(), view.spec().mode());
    Optional<JobIteration> job = memory.job();
    if (job.isEmpty() || !job.get().of().equals(what)) {
      int index = job.map(j -> j.index() + 1).orElse(0);
      notices.add(NoticeReason.JOB_STARTED.says(index));
      return memory.withJob(new JobIteration(index, now, what));
    }
    if (view.request().isEmpty()) {
      return memory.withHandled(Optional.empty());
    }
    return new Requests(view, now, notices).carryOut(memory, view.request().get()).orElse(memory);
  }
}
