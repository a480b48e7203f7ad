package io.swarmoperator.observe;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.decide.TaskRecord;
import java.util.List;
import java.util.Map;

/**
 * One service as observed, and what carrying out a decision about it needs beside the view.
 *
 * @param service in its newest known version
 * @param declared what is carried out of it: the service itself, unless its spec can't be
 * @param view what the decision is taken from
 * @param revisions by hash of their content
 * @param orphans names of objects that carry the service's name and belong to nobody
 * @param edited records that someone else has changed, as they are to be written again
 */
public record Observation(
    SwarmService service,
    SwarmService declared,
    ServiceView view,
    Map<String, Revisions.Stored> revisions,
    List<String> orphans,
    List<TaskRecord> edited) {

  /** The same after what is remembered was written; that changes nothing of what is declared. */
  public Observation with(SwarmService stored, Memory memory) {
    return new Observation(stored, declared, view.with(memory), revisions, orphans, edited);
  }
}
