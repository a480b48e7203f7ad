package io.swarmoperator.faults;

import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.sim.ApiObject;
import io.swarmoperator.sim.OpenCluster;

/** Stores records of tasks that were told to stop as if they were to run. */
public final class CarelessApi extends Api {
  public CarelessApi(OpenCluster cluster) {
    super(cluster);
  }

  @Override
  Reply<ApiObject.StoredTask> replaceRecord(TaskRecord t, long version) {
    boolean told = record(t.identity().name()).map(r -> r.task().desired().stops()).orElse(false);
    return super.replaceRecord(
        !told ? t : t.with(new TaskRecord.Wanted(DesiredState.RUNNING, t.startAfter())), version);
  }
}
