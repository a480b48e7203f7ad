package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.swarmoperator.api.Durations;
import io.swarmoperator.api.RolloutConfig;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceSpec;
import io.swarmoperator.decide.FailureAction;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.Request;
import io.swarmoperator.decide.RolloutPolicy;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.UpdateOrder;
import io.swarmoperator.render.FieldProblem;
import io.swarmoperator.render.Labels;
import io.swarmoperator.render.SpecProblems;
import io.swarmoperator.revision.RevisionContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the user declared in a service, and asked for by annotation. */
public final class SpecFacts {
  private static final Duration DEFAULT_MONITOR = Duration.ofSeconds(5);
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private SpecFacts() {}

  /**
   * The declared spec.
   *
   * @param service as read from the API server, complete with defaults
   * @param taskHistoryLimit the operator's default
   * @throws IllegalArgumentException when a value is wrong in a way that the schema can't see
   */
  public static ServiceSpec of(SwarmService service, int taskHistoryLimit) {
    SwarmServiceSpec spec = service.getSpec();
    return new ServiceSpec(
        service.getMetadata().getNamespace(),
        service.getMetadata().getName(),
        service.getMetadata().getUid(),
        mode(service),
        Boolean.TRUE.equals(spec.getPaused()),
        policy(spec.getUpdateConfig(), spec.getUpdateConfig().getFailureAction()),
        policy(spec.getRollbackConfig(), spec.getRollbackConfig().getFailureAction()),
        UpdateOrder.valueOf(spec.getDrain().getOrder().name()),
        Optional.ofNullable(spec.getProgressDeadline())
            .filter(d -> !d.isEmpty())
            .map(Durations::parse),
        Objects.requireNonNullElse(spec.getTaskHistoryLimit(), taskHistoryLimit),
        spec.getRevisionHistoryLimit());
  }

  /** How many tasks a service is to have, and of which kind. */
  static Mode mode(SwarmService service) {
    SwarmServiceSpec spec = service.getSpec();
    return switch (spec.getMode()) {
      case REPLICATED -> new Mode.Replicated(spec.getReplicas());
      case GLOBAL -> new Mode.Global();
      case REPLICATED_JOB ->
          new Mode.ReplicatedJob(
              spec.getJob().getMaxConcurrent(), spec.getJob().getTotalCompletions());
      case GLOBAL_JOB -> new Mode.GlobalJob();
    };
  }

  private static RolloutPolicy policy(RolloutConfig config, Enum<?> failureAction) {
    Duration monitor = Durations.parse(config.getMonitor());
    return new RolloutPolicy(
        config.getParallelism(),
        Durations.parse(config.getDelay()),
        UpdateOrder.valueOf(config.getOrder().name()),
        FailureAction.valueOf(failureAction.name()),
        // recorded behaviour of Swarm: s02d
        monitor.isZero() ? DEFAULT_MONITOR : monitor,
        config.getMaxFailureRatio());
  }

  /**
   * What a service's tasks are to run, once nothing is wrong with its spec.
   *
   * @throws InvalidSpecException with what is wrong that the schema could not see
   */
  public static RevisionContent checked(SwarmService service) throws InvalidSpecException {
    try {
      RequiredFields.check(service.getSpec());
      of(service, 0);
      RevisionContent content = RevisionContent.of(service);
      content.toDecide(1);
      List<FieldProblem> problems = SpecProblems.of(service, content);
      if (!problems.isEmpty()) {
        throw new InvalidSpecException(
            problems.stream().map(FieldProblem::toString).collect(Collectors.joining("; ")));
      }
      return content;
    } catch (IllegalArgumentException e) {
      throw new InvalidSpecException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The request that waits to be carried out; a rollback comes first. One that is declared is
   * refused and stays, and must not stand before one that isn't.
   */
  public static Optional<Request> request(SwarmService service) {
    List<Request> requests =
        Stream.of(Request.Kind.ROLLBACK, Request.Kind.RESUME)
            .flatMap(kind -> request(service, kind).stream())
            .toList();
    return requests.stream()
        .filter(r -> !r.declared())
        .findFirst()
        .or(() -> requests.stream().findFirst());
  }

  /** The annotation by which a kind of request is made. */
  public static String annotation(Request.Kind kind) {
    return switch (kind) {
      case ROLLBACK -> Labels.ROLLBACK_REQUEST;
      case RESUME -> Labels.RESUME_REQUEST;
    };
  }

  /** The value of a request's annotation. */
  public static Optional<String> annotation(SwarmService service, Request.Kind kind) {
    Map<String, String> annotations = service.getMetadata().getAnnotations();
    return Optional.ofNullable(annotations).map(a -> a.get(annotation(kind)));
  }

  private static Optional<Request> request(SwarmService service, Request.Kind kind) {
    return annotation(service, kind)
        .map(value -> new Request(kind, value, declared(service.getMetadata(), annotation(kind))));
  }

  /** Whether an annotation would come back at every sync (mechanics 11). */
  private static boolean declared(ObjectMeta metadata, String annotation) {
    boolean byServer =
        metadata.getManagedFields().stream()
            .filter(m -> "Apply".equals(m.getOperation()))
            .anyMatch(m -> owns(m, annotation));
    String lastApplied = metadata.getAnnotations().get(LAST_APPLIED);
    return byServer || (lastApplied != null && lastApplied.contains('"' + annotation + '"'));
  }

  private static boolean owns(ManagedFieldsEntry manager, String annotation) {
    FieldsV1 fields = manager.getFieldsV1();
    return fields != null
        && fields.getAdditionalProperties().get("f:metadata") instanceof Map<?, ?> metadata
        && metadata.get("f:annotations") instanceof Map<?, ?> annotations
        && annotations.containsKey("f:" + annotation);
  }
}
