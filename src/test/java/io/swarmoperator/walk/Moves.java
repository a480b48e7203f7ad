package io.swarmoperator.walk;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.Request;
import io.swarmoperator.decide.RestartCondition;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.UpdateOrder;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.SimulatedCluster;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What users do to a service and its cluster, and what nodes and containers do by themselves. */
final class Moves {
  private Moves() {}

  static Deed scale(int replicas) {
    return Deed.move("scale to " + replicas, s -> s.declare(b -> b.replicas(replicas)));
  }

  static Deed image(String image) {
    return Deed.move("change image to " + image, s -> s.declare(b -> b.image(image)));
  }

  /** A change to something that doesn't behave. */
  static Deed image(String image, String what, Behaviour behaviour) {
    return Deed.move(
        "change image to " + image + ", which " + what,
        s -> {
          s.declare(b -> b.image(image));
          s.behave(BehaviourRule.all(behaviour).revision(s.newestRevision()));
        });
  }

  /** So many tasks of a job at a time, and so many in all. */
  static Deed job(Mode job) {
    return Deed.move("change the job to " + job, s -> s.declare(b -> b.mode(job)));
  }

  static Deed force(int counter) {
    return Deed.move("force update " + counter, s -> s.declare(b -> b.forceUpdate(counter)));
  }

  static Deed constrain(Optional<String> constraint) {
    return Deed.move(
        constraint.map(c -> "constrain to " + c).orElse("take constraints away"),
        s -> s.declare(b -> b.constraints(constraint.stream().toArray(String[]::new))));
  }

  /** An empty value takes the label away. */
  static Deed zone(String node, String value) {
    return onNode("label " + node + " zone=" + value, node, c -> c.label(node, Stage.ZONE, value));
  }

  /** What runs there stays. */
  static Deed taint(String node) {
    return onNode("taint " + node, node, c -> c.taint(node, Stage.TAINT));
  }

  static Deed untaint(String node) {
    return onNode("untaint " + node, node, c -> c.untaint(node, Stage.TAINT.key()));
  }

  static Deed room(String node, int pods) {
    return onNode(
        "leave room for %d pods on %s".formatted(pods, node), node, c -> c.room(node, pods));
  }

  static Deed paused(boolean value) {
    return Deed.move(
        value ? "pause rollouts" : "end the pause", s -> s.declare(b -> b.paused(value)));
  }

  static Deed parallelism(int number) {
    return Deed.move(
        "change the update's parallelism to " + number,
        s -> s.declare(b -> b.update(u -> u.parallelism(number))));
  }

  static Deed update(String what, UnaryOperator<ServiceBuilder.Policy> change) {
    return Deed.move("change the update's " + what, s -> s.declare(b -> b.update(change)));
  }

  static Deed rollbackPolicy(String what, UnaryOperator<ServiceBuilder.Policy> change) {
    return Deed.move("change the rollback's " + what, s -> s.declare(b -> b.rollback(change)));
  }

  static Deed drain(UpdateOrder order) {
    return Deed.move("change the drain's order to " + order, s -> s.declare(b -> b.drain(order)));
  }

  static Deed history(int limit) {
    return Deed.move("keep a history of " + limit, s -> s.declare(b -> b.history(limit)));
  }

  /** Another restart policy is another revision (S§12.1 no. 17). */
  static Deed restart(RestartCondition condition, String delay, int attempts, String window) {
    return Deed.move(
        "restart on %s after %s, %d times in %s".formatted(condition, delay, attempts, window),
        s -> s.declare(b -> b.restart(condition, delay, attempts, window)));
  }

  static Deed endpoint(String name) {
    return Deed.move("change the endpoint to " + name, s -> s.declare(b -> b.endpoint(name)));
  }

  static Deed rollback(String to) {
    return Deed.move(
        "request rollback to " + to, s -> s.simulated().request(Request.Kind.ROLLBACK, to));
  }

  static Deed resume() {
    return Deed.move("request resume", s -> s.simulated().request(Request.Kind.RESUME, "true"));
  }

  static Deed availability(String node, Availability value) {
    return onNode("set " + node + " to " + value, node, c -> c.availability(node, value));
  }

  static Deed down(String node) {
    return onNode(node + " is lost", node, c -> c.nodeDown(node));
  }

  static Deed notReady(String node) {
    return onNode(node + " is not ready", node, c -> c.nodeNotReady(node));
  }

  static Deed up(String node) {
    return onNode(node + " is back", node, c -> c.nodeUp(node));
  }

  static Deed remove(String node) {
    return onNode("remove " + node + " and its pods", node, c -> c.removeNode(node));
  }

  /** What was on it stands there until the control plane collects it (mechanics 6). */
  static Deed delete(String node) {
    return onNode("delete " + node, node, c -> c.deleteNode(node));
  }

  static Deed add(String node) {
    return Deed.move(
        "add " + node,
        s -> {
          if (!s.feed().nodes().containsKey(node)) {
            s.simulated().addNode(node);
          }
        });
  }

  private static Deed onNode(String text, String node, Consumer<SimulatedCluster> action) {
    return Deed.move(
        text,
        s -> {
          if (s.feed().nodes().containsKey(node)) {
            action.accept(s.simulated());
          }
        });
  }

  static Deed evict(SlotId slot) {
    return Deed.move(
        "evict the newest pod of slot " + slot.word(),
        s -> s.newestPod(slot).ifPresent(pod -> s.simulated().evict(pod)));
  }

  static Deed delete(SlotId slot) {
    return Deed.move(
        "delete the newest pod of slot " + slot.word(),
        s -> s.newestPod(slot).ifPresent(pod -> s.simulated().deletePod(pod)));
  }

  static Deed slotBehaves(SlotId slot, String what, Behaviour behaviour) {
    return Deed.move(
        "what starts in slot " + slot.word() + " " + what,
        s -> s.behave(BehaviourRule.all(behaviour).slot(slot)));
  }

  static Deed allBehave(String what, Behaviour behaviour) {
    return Deed.move("what starts " + what, s -> s.behave(BehaviourRule.all(behaviour)));
  }

  static Deed well() {
    return Deed.move("what starts is well", Stage::behaveWell);
  }

  static Deed rest() {
    return Deed.move("rest", Stage::rest);
  }
}
