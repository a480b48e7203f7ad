package io.swarmoperator.print;

import io.swarmoperator.api.JobIterationStatus;
import io.swarmoperator.api.ServiceMode;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.TaskState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How far the present run of a job is. */
final class JobBars implements TaskBars {
  private static final String OVERALL = "job progress";

  @Override
  public void begin(Sight sight, List<ProgressLine> lines) {
    lines.add(ProgressLine.words(OVERALL, "waiting for tasks"));
  }

  @Override
  public boolean draw(Sight sight, List<SwarmTask> tasks, boolean back, List<ProgressLine> lines) {
    JobIterationStatus run =
        Optional.ofNullable(sight.status().getJobIteration()).orElseGet(JobIterationStatus::new);
    int completed = Objects.requireNonNullElse(run.getCompleted(), 0);
    int active = (int) tasks.stream().filter(t -> active(t, run.getIndex())).count();
    boolean replicated = sight.service().getSpec().getMode() == ServiceMode.REPLICATED_JOB;
    int total =
        replicated
            ? sight.service().getSpec().getJob().getTotalCompletions()
            : completed + Objects.requireNonNullElse(sight.status().getDesiredTasks(), 0);
    String digits = "%" + Integer.toString(total).length() + "d out of %d complete";
    lines.add(new ProgressLine(OVERALL, String.format(digits, completed, total), completed, total));
    if (replicated) {
      int most = sight.service().getSpec().getJob().getMaxConcurrent();
      lines.add(
          ProgressLine.words(
              "active tasks", active + " out of " + Math.min(total - completed, most) + " tasks"));
    }
    return completed >= total;
  }

  private static boolean active(SwarmTask task, Integer iteration) {
    return Objects.equals(task.getSpec().getJobIteration(), iteration)
        && TaskBars.state(task).compareTo(TaskState.RUNNING) <= 0;
  }
}
