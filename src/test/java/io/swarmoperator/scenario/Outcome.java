package io.swarmoperator.scenario;

import io.fabric8.kubernetes.api.model.Pod;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.UpdateStatus;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a flow leaves behind, without what differs from run to run: names, times, and where the
 * scheduler put things, but for the one node that is drained.
 *
 * @param slots by number: the tasks of each, newest first
 * @param summary of the service
 * @param update state, message without the task, revisions, slots and failures
 * @param hold what runs instead of what, and why
 * @param flaws what may never be: two tasks of one attempt, pods without records
 */
record Outcome(
    Map<Integer, List<String>> slots,
    String summary,
    String update,
    String hold,
    List<String> flaws) {

  static final String DRAINED = "n3";

  static Outcome of(SwarmService service, List<SwarmTask> tasks, List<Pod> pods) {
    Set<String> withPod =
        pods.stream().map(p -> p.getMetadata().getName()).collect(Collectors.toSet());
    Map<Integer, List<String>> slots =
        tasks.stream()
            .sorted(Comparator.comparing((SwarmTask t) -> -t.getSpec().getAttempt()))
            .collect(
                Collectors.groupingBy(
                    t -> t.getSpec().getSlot(),
                    TreeMap::new,
                    Collectors.mapping(t -> row(t, withPod), Collectors.toList())));
    Optional<SwarmServiceStatus> status = Optional.ofNullable(service.getStatus());
    return new Outcome(
        slots,
        status.map(SwarmServiceStatus::getSummary).orElse(""),
        status.map(SwarmServiceStatus::getUpdate).map(Outcome::update).orElse(""),
        status
            .map(SwarmServiceStatus::getHold)
            .map(h -> h.getRevision() + " instead of " + h.getInsteadOf() + " " + h.getReason())
            .orElse(""),
        flaws(tasks, withPod));
  }

  /** The histories of the slots, whichever number each has. */
  List<String> histories() {
    return slots.values().stream().map(tasks -> String.join(" <- ", tasks)).sorted().toList();
  }

  /** Of each slot what runs: its image, and the drained node if it is there. */
  Map<Integer, List<String>> running() {
    Map<Integer, List<String>> running = new TreeMap<>();
    slots.forEach(
        (slot, tasks) ->
            running.put(
                slot,
                tasks.stream()
                    .filter(row -> row.startsWith("running/running "))
                    .map(
                        row ->
                            row.split(" ", -1)[1] + (row.contains(" on ") ? " on " + DRAINED : ""))
                    .toList()));
    return running;
  }

  private static String row(SwarmTask task, Set<String> withPod) {
    return Tasks.word(task.getSpec().getDesiredState())
        + "/"
        + (task.getStatus() == null ? "" : Tasks.word(task.getStatus().getState()))
        + " "
        + task.getSpec().getImage()
        + " "
        + task.getSpec().getReason()
        + (task.getStatus() == null || task.getStatus().getError() == null
            ? ""
            : " " + task.getStatus().getError())
        + (task.getStatus() != null && DRAINED.equals(task.getStatus().getNodeName())
            ? " on " + DRAINED
            : "")
        + (withPod.contains(task.getMetadata().getName()) ? " with pod" : "");
  }

  private static String update(UpdateStatus u) {
    return Tasks.word(u.getState())
        + ": "
        + Objects.requireNonNullElse(u.getMessage(), "").replaceAll(" of task .*", "")
        + " "
        + u.getFromRevision()
        + "->"
        + u.getToRevision()
        + " "
        + u.getSlots()
        + " slots "
        + u.getFailures()
        + " failures";
  }

  private static List<String> flaws(List<SwarmTask> tasks, Set<String> withPod) {
    Set<String> attempts = new HashSet<>();
    Set<String> records = new HashSet<>();
    List<String> flaws = new java.util.ArrayList<>();
    for (SwarmTask task : tasks) {
      records.add(task.getMetadata().getName());
      if (!attempts.add(task.getSpec().getSlot() + "/" + task.getSpec().getAttempt())) {
        flaws.add("attempt twice: " + task.getMetadata().getName());
      }
    }
    withPod.stream()
        .filter(pod -> !records.contains(pod))
        .forEach(pod -> flaws.add("no record of " + pod));
    return flaws;
  }
}
