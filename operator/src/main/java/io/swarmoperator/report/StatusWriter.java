package io.swarmoperator.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.act.ApiWrites;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.observe.RecentWrites;
import java.time.Clock;
import java.util.List;

/**
 * Writes a service's status: as a whole, with the resource version as lock, and only when it
 * differs (mechanics 10).
 */
public final class StatusWriter {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ApiWrites writes;
  private final RecentWrites recent;
  private final Clock clock;

  /**
   * Writes statuses.
   *
   * @param writes to the API
   * @param recent is told of each write
   * @param clock the operator's
   */
  public StatusWriter(ApiWrites writes, RecentWrites recent, Clock clock) {
    this.writes = writes;
    this.recent = recent;
    this.clock = clock;
  }

  /**
   * Writes what is remembered and shown.
   *
   * @param ports the published ports, as they are shown
   * @return the service as it is stored now
   * @throws StatusConflictException when the service has changed since it was read
   */
  public SwarmService write(SwarmService service, Memory memory, ServiceStatus shown, String ports)
      throws StatusConflictException {
    SwarmServiceStatus status = StatusRenderer.render(service, memory, shown, clock.instant());
    status.setPorts(ports);
    return write(service, status);
  }

  /**
   * Writes conditions and leaves the rest as it is: nothing can be decided about the service.
   *
   * @throws StatusConflictException when the service has changed since it was read
   */
  public SwarmService write(SwarmService service, List<Condition> conditions)
      throws StatusConflictException {
    return write(service, StatusRenderer.withConditions(service, conditions, clock.instant()));
  }

  private SwarmService write(SwarmService service, SwarmServiceStatus status)
      throws StatusConflictException {
    if (service.getStatus() != null && tree(status).equals(tree(service.getStatus()))) {
      return service;
    }
    try {
      SwarmService stored = writes.replaceStatus(with(service, status));
      recent.serviceStored(stored);
      return stored;
    } catch (KubernetesClientException e) {
      if (e.getCode() != 409 && e.getCode() != 404) {
        throw e;
      }
      // also when only its labels changed, which is no event of ours: so that the next try starts
      // from what is there
      writes
          .get(
              SwarmService.class,
              service.getMetadata().getNamespace(),
              service.getMetadata().getName())
          .filter(live -> live.getMetadata().getUid().equals(service.getMetadata().getUid()))
          .ifPresent(recent::serviceStored);
      throw new StatusConflictException(e);
    }
  }

  private static SwarmService with(SwarmService service, SwarmServiceStatus status) {
    SwarmService update = new SwarmService();
    update.setMetadata(
        new ObjectMetaBuilder()
            .withName(service.getMetadata().getName())
            .withNamespace(service.getMetadata().getNamespace())
            .withUid(service.getMetadata().getUid())
            .withResourceVersion(service.getMetadata().getResourceVersion())
            .build());
    update.setSpec(service.getSpec());
    update.setStatus(status);
    return update;
  }

  /**
   * A status that can be changed without changing the one it was copied from, which a cache may
   * hold.
   */
  static SwarmServiceStatus copy(SwarmServiceStatus status) {
    try {
      return MAPPER.treeToValue(tree(status), SwarmServiceStatus.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status can be read back", e);
    }
  }

  private static JsonNode tree(SwarmServiceStatus status) {
    return MAPPER.valueToTree(status);
  }
}
