package io.swarmoperator.observe;

import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.decide.TaskRecord;
import java.util.Optional;

/** What is known of records that are being written and that no cache shows as they are. */
public interface RecordsUnderWay {

  /** A record is to be written; from now on it counts. */
  void recordPending(String serviceUid, TaskRecord task);

  /** A record was stored, as it stands there; one that has come up meanwhile stays pending. */
  void recordWritten(String serviceUid, TaskRecord task, SwarmTask stored);

  /** A record could not be written and will not be; what is stored counts again. */
  void recordNotWritten(String serviceUid, TaskRecord task);

  /**
   * The newest version of a record: the one that this process stored, or the cache's.
   *
   * @param cached as the cache shows it
   */
  Optional<String> recordVersion(String serviceUid, String name, Optional<SwarmTask> cached);

  /** Whether a record went by another's hand, be it with its service, and was not written since. */
  boolean recordLost(String serviceUid, String name);

  /** A record is about to be deleted. */
  void recordDeleting(String serviceUid, String name);

  /** A record was not deleted, or there was none. */
  void recordNotDeleted(String serviceUid, String name);
}
