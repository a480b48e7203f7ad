package io.swarmoperator.sim;

import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Notice;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.decide.TaskRecord;
import java.util.Optional;

/** Is told what changes in the cluster. */
public interface ClusterListener {

  /** Anything changed that an operator would get a watch event for. */
  default void changed(Change change) {}

  /** A record was made, or written again with another content. */
  default void recordSaved(Optional<TaskRecord> before, TaskRecord after) {}

  /** A record was deleted. */
  default void recordDeleted(TaskRecord before) {}

  /** The memory in the status was written with another content. */
  default void memorySaved(Memory before, Memory after) {}

  /** The status was written with another content. */
  default void statusSaved(ServiceStatus after) {}

  /** The operator told the user something. */
  default void told(Notice notice) {}
}
