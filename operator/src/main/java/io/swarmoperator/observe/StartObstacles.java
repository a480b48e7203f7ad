package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.ObservedTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds out what keeps the pods of a service from starting, of those that stay where their
 * container is being made. Only the kubelet's events say so: they are asked for once for all pods
 * of a service, after some seconds, then after twice as long each time, and at least once a minute.
 */
public final class StartObstacles {
  private static final Duration FIRST = Duration.ofSeconds(3);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Function<String, Map<String, String>> events;
  private final Clock clock;
  private final Map<String, Watch> watches = new ConcurrentHashMap<>();

  /**
   * Knows nothing yet.
   *
   * @param events asks for what was said last, by uid of the pod, in a namespace
   * @param clock the operator's
   */
  public StartObstacles(Function<String, Map<String, String>> events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  /**
   * What is known of the pods of a service.
   *
   * @param byPod by uid of the pod; an empty text where nothing was found
   * @param next when it is to be looked again
   */
  record Found(Map<String, String> byPod, Optional<Instant> next) {
    ObservedTask with(ObservedTask task) {
      return task.pod()
          .filter(pod -> byPod.containsKey(pod.uid()))
          .map(pod -> pod.with(Optional.of(byPod.get(pod.uid()))))
          .map(pod -> new ObservedTask(task.identity(), task.record(), Optional.of(pod)))
          .orElse(task);
    }
  }

  /** Looks if it is time to. */
  Found look(SwarmService service, Collection<Pod> pods) {
    String uid = service.getMetadata().getUid();
    Set<String> waiting =
        pods.stream()
            .filter(PodFacts::beingMade)
            .map(pod -> pod.getMetadata().getUid())
            .collect(Collectors.toSet());
    if (waiting.isEmpty()) {
      watches.remove(uid);
      return new Found(Map.of(), Optional.empty());
    }
    Instant now = clock.instant();
    Watch known = watches.getOrDefault(uid, Watch.NONE).of(waiting, now);
    Watch watch =
        now.isBefore(known.next())
            ? known
            : known.looked(events.apply(service.getMetadata().getNamespace()), now);
    watches.put(uid, watch);
    return new Found(watch.found(), Optional.of(watch.next()));
  }

  /** Forgets a service that is gone. */
  void forget(String serviceUid) {
    watches.remove(serviceUid);
  }

  /**
   * What is known of pods that wait.
   *
   * @param pods that wait
   * @param found of those that were asked for
   * @param next when they are asked for again
   * @param gap until the time after that
   */
  private record Watch(Set<String> pods, Map<String, String> found, Instant next, Duration gap) {
    static final Watch NONE = new Watch(Set.of(), Map.of(), Instant.MAX, FIRST);

    /** One that isn't known yet is asked for soon, and all the others with it. */
    Watch of(Set<String> waiting, Instant now) {
      if (pods.containsAll(waiting)) {
        return this;
      }
      Map<String, String> kept = new HashMap<>(found);
      kept.keySet().retainAll(waiting);
      Instant soon = now.plus(FIRST);
      return new Watch(new HashSet<>(waiting), kept, next.isBefore(soon) ? next : soon, FIRST);
    }

    Watch looked(Map<String, String> failures, Instant now) {
      Map<String, String> all = new HashMap<>();
      // what can't be read now may have been read before
      pods.forEach(pod -> all.put(pod, failures.getOrDefault(pod, found.getOrDefault(pod, ""))));
      Duration twice = gap.multipliedBy(2);
      Duration wait = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
      return new Watch(pods, all, now.plus(wait), wait);
    }
  }
}
