package io.swarmoperator.observe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.swarmoperator.api.Job;
import io.swarmoperator.api.SchemaDefaults;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceSpec;
import io.swarmoperator.decide.JobIteration;
import io.swarmoperator.render.SpecProblems;
import io.swarmoperator.revision.RevisionContent;
import java.util.List;

/**
 * What is carried out of a service while its spec can't be: Swarm would have refused the spec and
 * gone on with the one before. Of that one the revision is stored, and the numbers of a job; all
 * else is as declared, or where that can't be read the default.
 */
final class StandIn {
  private static final KubernetesSerialization CONVERTER = new KubernetesSerialization();
  private static final SchemaDefaults SCHEMA = SchemaDefaults.of(SwarmService.class);

  /** All that is declared and must be read before it can be told whether it is right. */
  private static final List<String> PARSED =
      List.of("updateConfig", "rollbackConfig", "progressDeadline");

  private StandIn() {}

  /**
   * The service with a spec that is valid.
   *
   * @param service as declared
   * @param content what its last valid spec said
   */
  static SwarmService of(SwarmService service, RevisionContent content) {
    ObjectNode declared = CONVERTER.convertValue(service.getSpec(), ObjectNode.class);
    SwarmService standIn = with(service, content, declared);
    try {
      SpecFacts.of(standIn, 0);
      return standIn;
    } catch (IllegalArgumentException e) {
      declared.remove(PARSED);
      return with(service, content, declared);
    }
  }

  private static SwarmService with(
      SwarmService service, RevisionContent content, ObjectNode declared) {
    SwarmServiceSpec spec =
        CONVERTER.convertValue(SCHEMA.apply(declared, ""), SwarmServiceSpec.class);
    spec.setTemplate(content.template());
    spec.setEndpoint(content.endpoint());
    spec.setVolumeClaims(
        spec.getVolumeClaims().stream()
            // what is made of a claim that was refused would never be deleted
            .filter(claim -> SpecProblems.canBeMade(service, content, claim))
            .toList());
    MemoryFacts.of(service)
        .job()
        .flatMap(JobIteration::numbers)
        .ifPresent(
            numbers -> {
              Job job = spec.getJob();
              job.setMaxConcurrent(numbers.maxConcurrent());
              job.setTotalCompletions(numbers.totalCompletions());
            });
    SwarmService result = new SwarmService();
    result.setMetadata(service.getMetadata());
    result.setSpec(spec);
    result.setStatus(service.getStatus());
    return result;
  }
}
