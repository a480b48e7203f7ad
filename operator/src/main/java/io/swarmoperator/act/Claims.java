package io.swarmoperator.act;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.connect.ServerWords;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.ConditionReason;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.observe.Observation;
import io.swarmoperator.render.ClaimRenderer;
import io.swarmoperator.revision.RevisionContent;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the claims that services declare, each when the first task needs it. They are never read,
 * changed or deleted: one that is there already is used as it is.
 */
final class Claims {
  private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

  /** The scheduler's word for a claim that isn't there. */
  private static final Pattern MISSING =
      Pattern.compile("persistentvolumeclaim \"([^\"]+)\" not found");

  private final ApiWrites writes;
  private final Map<String, Known> services = new ConcurrentHashMap<>();

  Claims(ApiWrites writes) {
    this.writes = writes;
  }

  /**
   * What is known of a service's claims.
   *
   * @param made names of those that are there
   * @param refused what the API server said, by name
   * @param answered pods, each with a claim that it missed and that was made again since
   */
  private record Known(Set<String> made, Map<String, String> refused, Set<String> answered) {
    Known() {
      this(ConcurrentHashMap.newKeySet(), new ConcurrentHashMap<>(), ConcurrentHashMap.newKeySet());
    }
  }

  /** Makes what a task needs, before its pod. One that is refused leaves the pod pending. */
  void before(SwarmService service, RevisionContent content, TaskIdentity task) {
    ClaimRenderer.render(service, content, task).forEach(claim -> make(known(service), claim));
  }

  /** Makes again what the scheduler misses, and what was refused. */
  void keep(Observation seen) {
    if (seen.declared().getSpec().getVolumeClaims().isEmpty()) {
      services.remove(seen.service().getMetadata().getUid());
      return;
    }
    Known known = known(seen.service());
    Set<String> waiting = new HashSet<>();
    Set<String> answered = new HashSet<>();
    boolean unspoken = false;
    for (ObservedTask task : seen.view().tasks()) {
      unspoken |= task.pod().filter(Claims::unspoken).isPresent();
      for (String missing : missing(task)) {
        waiting.add(missing);
        String answer = task.pod().map(PodView::uid).orElse("") + "/" + missing;
        answered.add(answer);
        if (known.refused().containsKey(missing) || !known.answered().contains(answer)) {
          again(seen, task.identity(), missing).ifPresent(made -> known.answered().add(answer));
        }
      }
    }
    known.answered().retainAll(answered);
    if (!unspoken) {
      known.refused().keySet().retainAll(waiting);
    }
  }

  /** Whether the scheduler has yet to say what a pod lacks. */
  private static boolean unspoken(PodView pod) {
    return pod.nodeName().isEmpty() && pod.schedulerMessage().isEmpty() && !pod.gone();
  }

  private static Set<String> missing(ObservedTask task) {
    Set<String> names = new HashSet<>();
    task.pod()
        .map(PodView::schedulerMessage)
        .ifPresent(
            message -> MISSING.matcher(message).results().forEach(m -> names.add(m.group(1))));
    return names;
  }

  /** Makes a claim if it is a declared one. */
  private Optional<PersistentVolumeClaim> again(
      Observation seen, TaskIdentity task, String missing) {
    Known known = known(seen.service());
    Optional<PersistentVolumeClaim> declared =
        Optional.ofNullable(seen.revisions().get(task.revision())).stream()
            .flatMap(r -> ClaimRenderer.render(seen.declared(), r.content(), task).stream())
            .filter(claim -> claim.getMetadata().getName().equals(missing))
            .findFirst();
    declared.ifPresent(
        claim -> {
          known.made().remove(missing);
          make(known, claim);
        });
    return declared;
  }

  private void make(Known known, PersistentVolumeClaim claim) {
    String name = claim.getMetadata().getName();
    if (!known.made().add(name)) {
      return;
    }
    boolean there = false;
    try {
      writes.create(claim);
      LOG.info("created claim {}", name);
      there = true;
    } catch (KubernetesClientException e) {
      there = Refusals.exists(e);
      if (Refusals.refused(e)) {
        known.refused().put(name, ServerWords.of(e));
      } else if (!there) {
        throw e;
      }
    } finally {
      if (there) {
        known.refused().remove(name);
      } else {
        known.made().remove(name);
      }
    }
  }

  /** What the API server refuses; tried again with the service's next round. */
  Optional<Condition> problem(SwarmService service) {
    Map<String, String> refused =
        new TreeMap<>(
            Optional.ofNullable(services.get(service.getMetadata().getUid()))
                .map(Known::refused)
                .orElse(Map.of()));
    return refused.entrySet().stream()
        .findFirst()
        .map(
            first ->
                new Condition(
                    "Stalled",
                    true,
                    ConditionReason.CLAIM_REFUSED,
                    "claim "
                        + first.getKey()
                        + ": "
                        + first.getValue()
                        + (refused.size() == 1 ? "" : "; and " + (refused.size() - 1) + " more")));
  }

  private Known known(SwarmService service) {
    return services.computeIfAbsent(service.getMetadata().getUid(), uid -> new Known());
  }

  /** Forgets a service that is gone; its claims stay. */
  void forget(String serviceUid) {
    services.remove(serviceUid);
  }
}
