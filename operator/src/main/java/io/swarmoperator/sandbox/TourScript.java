package io.swarmoperator.sandbox;

import java.util.ArrayList;
import java.util.List;

/** What the tour shows: creating, updating and rolling back a service, then draining a node. */
final class TourScript {

  private static final String SERVICE = Sandbox.EXAMPLE;

  private TourScript() {}

  /** Create, update, look half-way, roll back twice, and fill the history. */
  static List<TourStep> updateAndRollBack() {
    var steps = new ArrayList<TourStep>();
    steps.add(
        TourStep.look(
            "The object shows every default: docker service inspect --pretty ping",
            "get",
            "swsvc",
            SERVICE,
            "-o",
            "yaml"));
    steps.add(
        TourStep.of(
            "A new image, one slot at a time: docker service update --image alpine:3.7 ping",
            patch("{\"spec\":{\"template\":{\"image\":\"alpine:3.7\"}}}"),
            "two slots to be updated",
            (before, now) ->
                now.rollout() > before.rollout() && now.updated() >= 2 && now.runsAll()));
    steps.add(
        TourStep.of(
            "Half-way some slots are new and some old; the rest follows, 10 s apart",
            List.of("get", "swsvc", SERVICE),
            "the update to complete",
            (before, now) -> now.hasRolledOut() && now.runsAll()));
    steps.add(
        TourStep.of(
            "Back to what ran before, with new tasks: docker service rollback ping",
            rollback(),
            "the rollback to complete",
            TourScript::rolledOut));
    steps.add(
        TourStep.of(
            "Rolling back twice toggles: docker service rollback ping",
            rollback(),
            "the second rollback to complete",
            TourScript::rolledOut));
    steps.addAll(history());
    return List.copyOf(steps);
  }

  private static List<TourStep> history() {
    var steps = new ArrayList<TourStep>();
    steps.add(
        TourStep.of(
            "Without delay and with a short monitor the next updates are quick",
            patch("{\"spec\":{\"updateConfig\":{\"delay\":\"0s\",\"monitor\":\"1s\"}}}"),
            "all tasks to run",
            TourScript::runsAll));
    for (var i = 1; i <= 5; i++) {
      steps.add(
          TourStep.of(
              "Update " + i + " of five; a slot's history keeps five tasks, the live one included",
              forceUpdate(i),
              "the update to complete",
              TourScript::rolledOut));
    }
    steps.add(
        TourStep.of(
            "A shorter history: docker swarm update --task-history-limit 3",
            patch("{\"spec\":{\"taskHistoryLimit\":3}}"),
            "all tasks to run",
            TourScript::runsAll));
    steps.add(
        TourStep.of(
            "It takes effect at the slot's next change, oldest first",
            forceUpdate(6),
            "the update to complete",
            TourScript::rolledOut));
    return steps;
  }

  /** Drain and return of one node, pause, and kubectl's own drain of another. */
  static List<TourStep> drainAndReturn(String drained, String evicted) {
    return List.of(
        TourStep.of(
            "A node is drained: docker node update --availability drain " + drained,
            availability(drained, "drain"),
            "the node to be empty and all tasks to run",
            (before, now) -> now.runningOn(drained) == 0 && now.runsAll()),
        TourStep.of(
            "Back to active, nothing moves: docker node update --availability active " + drained,
            availability(drained, "active"),
            "all tasks to run",
            TourScript::runsAll),
        TourStep.of(
            "The next task goes to the emptiest node: docker service scale ping=5",
            scale(5),
            "five tasks to run",
            (before, now) -> now.runsAll() && now.runningOn(drained) == 1),
        TourStep.of(
            "On a paused node what runs stays: docker node update --availability pause " + drained,
            availability(drained, "pause"),
            "all tasks to run",
            TourScript::runsAll),
        TourStep.of(
            "Nothing new is placed on it: docker service scale ping=7",
            scale(7),
            "seven tasks to run, one of them on the paused node",
            (before, now) -> now.runsAll() && now.runningOn(drained) == 1),
        TourStep.of(
            "Active again",
            availability(drained, "active"),
            "all tasks to run",
            TourScript::runsAll),
        TourStep.of(
            "Kubernetes' own drain works too, no faster than the disruption budget allows",
            List.of("drain", evicted, "--ignore-daemonsets"),
            "the node to be empty and all tasks to run",
            (before, now) -> now.runningOn(evicted) == 0 && now.runsAll()),
        TourStep.of(
            "And the node is back; nothing moves",
            List.of("uncordon", evicted),
            "all tasks to run",
            TourScript::runsAll));
  }

  private static boolean rolledOut(Scene before, Scene now) {
    return now.rollout() > before.rollout() && now.hasRolledOut() && now.runsAll();
  }

  private static boolean runsAll(Scene before, Scene now) {
    return now.runsAll();
  }

  private static List<String> patch(String json) {
    return List.of("patch", "swsvc", SERVICE, "--type=merge", "-p", json);
  }

  private static List<String> forceUpdate(int count) {
    return patch("{\"spec\":{\"template\":{\"forceUpdate\":" + count + "}}}");
  }

  private static List<String> rollback() {
    return List.of("annotate", "swsvc", SERVICE, "swarmoperator.io/rollback=previous");
  }

  private static List<String> scale(int replicas) {
    return List.of("scale", "swsvc", SERVICE, "--replicas=" + replicas);
  }

  private static List<String> availability(String node, String value) {
    return List.of("label", "--overwrite", "node", node, "swarmoperator.io/availability=" + value);
  }
}
