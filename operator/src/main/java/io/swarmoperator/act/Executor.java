package io.swarmoperator.act;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.observe.KindCache;
import io.swarmoperator.observe.KubernetesPods;
import io.swarmoperator.observe.Observation;
import io.swarmoperator.observe.RecentWrites;
import io.swarmoperator.observe.Revisions;
import io.swarmoperator.render.Labels;
import io.swarmoperator.render.TemplateProblems;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** Carries out plans in a cluster: {@link Steps}, and what keeps the service's companions. */
public final class Executor {
  private final ApiWrites writes;
  private final RecordWriter records;
  private final RevisionStore revisions;
  private final Requests requests;
  private final Companions companions;
  private final Claims claims;
  private final RecentWrites recent;
  private final KindCache<Pod> pods;
  private final ExecutorService pool;
  private final Clock clock;

  Executor(
      ApiWrites writes,
      RecordWriter records,
      RevisionStore revisions,
      Companions companions,
      Claims claims,
      RecentWrites recent,
      KindCache<Pod> pods,
      ExecutorService pool,
      Clock clock) {
    this.writes = writes;
    this.records = records;
    this.revisions = revisions;
    this.requests = new Requests(writes, recent);
    this.companions = companions;
    this.claims = claims;
    this.recent = recent;
    this.pods = pods;
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * Carries out a plan's steps and keeps the service's companions, and returns when all that has
   * ended.
   *
   * @param seen what the plan was made from
   * @param plan what to do
   */
  public Outcome execute(Observation seen, Plan plan) {
    Steps steps = new Steps(work -> CompletableFuture.runAsync(work, pool)::join);
    List<Condition> conditions = new ArrayList<>();
    // as a rule none is missing
    steps.run(() -> claims.keep(seen));
    plan.steps().forEach(step -> steps.begin(step, (action, made) -> carryOut(seen, action, made)));
    // in this thread: as a rule there is nothing to write
    companions
        .keepers(seen.declared(), seen.endpoint(plan.memory()), plan.status().minAvailable())
        .forEach(keeper -> steps.run(() -> keeper.get().ifPresent(conditions::add)));
    steps.join();
    claims.problem(seen.service()).ifPresent(steps::failed);
    return steps.end(conditions);
  }

  private void carryOut(Observation seen, Action action, Made made) {
    SwarmService service = seen.service();
    if (action instanceof Action.CreatePod create) {
      create(seen, create, made);
    } else if (action instanceof Action.DeletePod delete) {
      pods(seen).delete(delete);
    } else if (action instanceof Action.LabelPod label) {
      label(service, label);
    } else if (action instanceof Action.SaveRecord save) {
      records.saveNow(service, save.task(), number(seen, save.task().identity()));
    } else if (action instanceof Action.DeleteRecord delete) {
      records.delete(service, delete.name());
    } else if (action instanceof Action.DeleteRevision delete) {
      Optional.ofNullable(seen.revisions().get(delete.revision().hash()))
          .ifPresent(stored -> revisions.delete(service, stored));
    } else if (action instanceof Action.RemoveRequest remove) {
      requests.remove(service, remove.request());
    } else {
      throw new IllegalStateException("nobody carries out " + action);
    }
  }

  private void create(Observation seen, Action.CreatePod action, Made made) {
    TaskIdentity task = action.task().identity();
    Revisions.Stored revision = seen.revisions().get(task.revision());
    if (revision == null) {
      throw new StepFailure(
          "task " + task.name() + " is of a revision that is gone: " + task.revision());
    }
    Optional<String> missing = TemplateProblems.missingLabel(seen.service(), revision.content());
    if (missing.isPresent()) {
      pods(seen).reject(action, missing.get(), made);
      return;
    }
    claims.before(seen.declared(), revision.content(), task);
    pods(seen).create(action, seen.view().tasks(), made);
  }

  private PodWriter<Pod> pods(Observation seen) {
    SwarmService service = seen.service();
    return new PodWriter<>(
        new ClusterPods(writes, pods, seen),
        KubernetesPods.KIND,
        recent.pods(service.getMetadata().getUid()),
        record -> records.saveNow(service, record, number(seen, record.identity())),
        clock);
  }

  /** A merge that names another uid than the pod has is a conflict: the pod is gone. */
  private void label(SwarmService service, Action.LabelPod action) {
    Map<String, Object> metadata =
        Map.of(
            "uid", action.uid(), "labels", Map.of(Labels.BUCKET, Labels.bucket(action.bucket())));
    try {
      writes.merge(
          Pod.class,
          service.getMetadata().getNamespace(),
          action.pod(),
          ApiWrites.json(Map.of("metadata", metadata)));
    } catch (KubernetesClientException e) {
      if (!Refusals.anotherObject(e)) {
        throw e;
      }
    }
  }

  /** Number of a task's revision, for people; 0 when the revision is pruned. */
  public static long number(Observation seen, TaskIdentity task) {
    return Optional.ofNullable(seen.revisions().get(task.revision()))
        .map(Revisions.Stored::number)
        .orElse(0L);
  }
}
