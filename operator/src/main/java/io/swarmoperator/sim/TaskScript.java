package io.swarmoperator.sim;

import io.swarmoperator.decide.TaskIdentity;
import java.util.Optional;

/** Says of each single task what becomes of it, where rules about many tasks are too coarse. */
public interface TaskScript {
  /** No task has a script of its own. */
  TaskScript NONE =
      new TaskScript() {
        @Override
        public Optional<Behaviour> behaviour(TaskIdentity task) {
          return Optional.empty();
        }

        @Override
        public Optional<String> node(TaskIdentity task) {
          return Optional.empty();
        }
      };

  /** What the task's container does; empty: as the rules say. Asked once, when its pod is made. */
  Optional<Behaviour> behaviour(TaskIdentity task);

  /**
   * The only node on which the task may run, waiting for it if need be; empty: as the scheduler
   * finds best.
   */
  Optional<String> node(TaskIdentity task);
}
