package io.swarmoperator.observe;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.render.Unsupported;
import io.swarmoperator.render.UnsupportedFields;
import io.swarmoperator.revision.RevisionContent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What services declare, checked once for each version of a spec and of the labels that it may
 * read: a service is reconciled with every change of a pod, and declares the same nearly each time.
 */
public final class CheckedSpecs {
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /**
   * What a right spec says.
   *
   * @param content what its tasks are to run
   * @param unsupported what of it can't be honoured
   */
  public record Checked(RevisionContent content, List<Unsupported> unsupported) {}

  private record Known(Long generation, Map<String, String> labels, Checked checked) {}

  /**
   * What a service declares.
   *
   * @throws InvalidSpecException with what is wrong that the schema could not see
   */
  public Checked of(SwarmService service) throws InvalidSpecException {
    Long generation = service.getMetadata().getGeneration();
    Map<String, String> labels =
        Objects.requireNonNullElse(service.getMetadata().getLabels(), Map.of());
    Known last = known.get(service.getMetadata().getUid());
    if (last != null && last.generation().equals(generation) && last.labels().equals(labels)) {
      return last.checked();
    }
    RevisionContent content = SpecFacts.checked(service);
    Checked checked = new Checked(content, UnsupportedFields.of(service, content));
    known.put(service.getMetadata().getUid(), new Known(generation, Map.copyOf(labels), checked));
    return checked;
  }

  /** Forgets a service that is gone. */
  public void forget(String serviceUid) {
    known.remove(serviceUid);
  }
}
