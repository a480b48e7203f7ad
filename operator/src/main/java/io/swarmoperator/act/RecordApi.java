package io.swarmoperator.act;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import java.util.Optional;

/**
 * The records of tasks and their services as the API server has them. What it doesn't do is a
 * {@code KubernetesClientException} with its code.
 */
public interface RecordApi {

  /** A record; empty when there is none. */
  Optional<SwarmTask> record(String namespace, String name);

  /** A service; empty when there is none. */
  Optional<SwarmService> service(String namespace, String name);

  /** Creates a record, and answers with it as it is stored. */
  SwarmTask create(SwarmTask record);

  /** Replaces a record if its version still stands, and answers with it as it is stored. */
  SwarmTask replace(SwarmTask record);

  /**
   * Deletes a record.
   *
   * @return false when it was gone
   */
  boolean delete(String namespace, String name);
}
