package io.swarmoperator.act;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.connect.ServerWords;
import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.Step;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.observe.KindCache;
import io.swarmoperator.observe.Observation;
import io.swarmoperator.observe.RecentWrites;
import io.swarmoperator.observe.Revisions;
import io.swarmoperator.render.Labels;
import io.swarmoperator.render.Owners;
import io.swarmoperator.render.PodRenderer;
import io.swarmoperator.render.TaskMapping;
import io.swarmoperator.render.TemplateProblems;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Carries out the steps of a plan: steps at the same time, the actions of a step in order, the
 * first failure ends the step.
 */
public final class Executor {
  private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

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
    Made made = new Made(ConcurrentHashMap.newKeySet(), new ConcurrentLinkedQueue<>());
    Failures failures = new Failures();
    Map<String, String> context = MDC.getCopyOfContextMap();
    List<CompletableFuture<Void>> running = new ArrayList<>();
    List<Condition> conditions = new ArrayList<>();
    // as a rule none is missing
    run(() -> claims.keep(seen), failures, context);
    for (Step step : plan.steps()) {
      expectedPods(step, made.withoutPod());
      Runnable actions = () -> step.actions().forEach(action -> carryOut(seen, action, made));
      running.add(CompletableFuture.runAsync(() -> run(actions, failures, context), pool));
    }
    // in this thread: as a rule there is nothing to write
    companions
        .keepers(seen.declared(), seen.endpoint(plan.memory()), plan.status().minAvailable())
        .forEach(keeper -> run(() -> keeper.get().ifPresent(conditions::add), failures, context));
    running.forEach(CompletableFuture::join);
    claims.problem(seen.service()).ifPresent(failures::add);
    return new Outcome(
        Set.copyOf(made.withoutPod()),
        List.copyOf(made.refused()),
        List.copyOf(conditions),
        failures.condition(),
        failures.none());
  }

  /** What became of the pods to be made. */
  private record Made(Set<String> withoutPod, Queue<TaskRecord> refused) {}

  /** Until its pod is made, a task that is to get one has none. */
  private static void expectedPods(Step step, Set<String> withoutPod) {
    for (Action action : step.actions()) {
      if (action instanceof Action.CreatePod create) {
        withoutPod.add(create.task().identity().name());
      }
    }
  }

  private static void run(Runnable actions, Failures failures, Map<String, String> context) {
    Map<String, String> outer = MDC.getCopyOfContextMap();
    restore(context);
    try {
      actions.run();
    } catch (KubernetesClientException e) {
      failures.add(e);
    } catch (StepFailure e) {
      failures.add(e);
    } catch (RuntimeException e) {
      LOG.error("a step can't be done", e);
      failures.add(e);
    } finally {
      restore(outer);
    }
  }

  private static void restore(Map<String, String> context) {
    MDC.clear();
    if (context != null) {
      MDC.setContextMap(context);
    }
  }

  private void carryOut(Observation seen, Action action, Made made) {
    SwarmService service = seen.service();
    if (action instanceof Action.CreatePod create) {
      create(seen, create, made);
    } else if (action instanceof Action.DeletePod delete) {
      delete(service, delete);
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
      reject(seen, action, missing.get(), made);
      return;
    }
    claims.before(seen.declared(), revision.content(), task);
    Pod pod = PodRenderer.render(seen.service(), revision.content(), action.task(), action.spot());
    String uid = seen.service().getMetadata().getUid();
    try {
      recent.podCreated(uid, writes.create(pod));
      LOG.info("created task {}: {}", task.name(), task.reason().word());
    } catch (KubernetesClientException e) {
      if (Refusals.exists(e)) {
        recent.podCreated(uid, existing(seen.service(), task));
      } else if (QuotaLag.explains(e, seen.view().tasks(), task, clock.instant())) {
        throw new StepFailure(ServerWords.of(e));
      } else if (Refusals.refused(e)) {
        reject(seen, action, ServerWords.of(e), made);
        return;
      } else {
        throw e;
      }
    }
    made.withoutPod().remove(task.name());
  }

  private void reject(Observation seen, Action.CreatePod action, String why, Made made) {
    TaskIdentity task = action.task().identity();
    LOG.warn("task {} was refused: {}", task.name(), why);
    TaskRecord rejected = action.task().refused(why, clock.instant());
    records.saveNow(seen.service(), rejected, number(seen, task));
    made.refused().add(rejected);
  }

  /**
   * A pod of the same name is the one we wanted if it is of the same attempt of the same service
   * and not going (mechanics 8).
   */
  private Pod existing(SwarmService service, TaskIdentity task) {
    String uid = service.getMetadata().getUid();
    return writes
        .get(Pod.class, service.getMetadata().getNamespace(), task.name())
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> Owners.uid(pod).filter(uid::equals).isPresent())
        .filter(
            pod ->
                TaskMapping.identityOf(pod)
                    .filter(found -> found.attempt() == task.attempt())
                    .isPresent())
        .orElseThrow(() -> new StepFailure("another pod has the name " + task.name()));
  }

  private void delete(SwarmService service, Action.DeletePod action) {
    String uid = service.getMetadata().getUid();
    recent.podDeleting(uid, action.uid());
    try {
      if (writes.delete(
          Pod.class, service.getMetadata().getNamespace(), action.pod(), action.uid())) {
        LOG.info("stopped task {}", action.pod());
      } else if (!shown(service, action)) {
        // gone already, and no event will show that it goes
        recent.podNotDeleted(uid, action.uid());
      }
    } catch (RuntimeException e) {
      recent.podNotDeleted(uid, action.uid());
      throw e;
    }
  }

  /** Whether its going is yet to be seen: until then it must not look like one that stays. */
  private boolean shown(SwarmService service, Action.DeletePod action) {
    return pods.get(service.getMetadata().getNamespace(), action.pod())
        .filter(pod -> action.uid().equals(pod.getMetadata().getUid()))
        .isPresent();
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
