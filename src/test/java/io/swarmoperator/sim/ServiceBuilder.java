package io.swarmoperator.sim;

import io.swarmoperator.api.Durations;
import io.swarmoperator.decide.Constraint;
import io.swarmoperator.decide.FailureAction;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.Placement;
import io.swarmoperator.decide.RestartCondition;
import io.swarmoperator.decide.RestartPolicy;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.RolloutPolicy;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.Toleration;
import io.swarmoperator.decide.UpdateOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A service in a test, with Swarm's defaults for all that isn't said. */
public record ServiceBuilder(
    Mode mode,
    boolean paused,
    Policy update,
    Policy rollback,
    UpdateOrder drain,
    Optional<Duration> deadline,
    int history,
    String image,
    RestartPolicy restart,
    Duration grace,
    Placement placement,
    int force,
    String endpoint) {

  /** A service {@code ping} of image {@code app:1} with one replica. */
  public static ServiceBuilder service() {
    return new ServiceBuilder(
        new Mode.Replicated(1),
        false,
        Policy.DEFAULT,
        Policy.DEFAULT,
        UpdateOrder.STOP_FIRST,
        Optional.empty(),
        5,
        "app:1",
        RestartPolicy.DEFAULT,
        Duration.ofSeconds(10),
        Placement.NONE,
        0,
        "");
  }

  /** Number of slots of a replicated service. */
  public int replicas() {
    return ((Mode.Replicated) mode).replicas();
  }

  public ServiceBuilder replicas(int number) {
    return mode(new Mode.Replicated(number));
  }

  public ServiceBuilder mode(Mode other) {
    return new ServiceBuilder(
        other, paused, update, rollback, drain, deadline, history, image, restart, grace, placement,
        force, endpoint);
  }

  public ServiceBuilder paused(boolean value) {
    return new ServiceBuilder(
        mode, value, update, rollback, drain, deadline, history, image, restart, grace, placement,
        force, endpoint);
  }

  public ServiceBuilder update(UnaryOperator<Policy> change) {
    return new ServiceBuilder(
        mode,
        paused,
        change.apply(update),
        rollback,
        drain,
        deadline,
        history,
        image,
        restart,
        grace,
        placement,
        force,
        endpoint);
  }

  public ServiceBuilder rollback(UnaryOperator<Policy> change) {
    return new ServiceBuilder(
        mode,
        paused,
        update,
        change.apply(rollback),
        drain,
        deadline,
        history,
        image,
        restart,
        grace,
        placement,
        force,
        endpoint);
  }

  public ServiceBuilder drain(UpdateOrder order) {
    return new ServiceBuilder(
        mode, paused, update, rollback, order, deadline, history, image, restart, grace, placement,
        force, endpoint);
  }

  public ServiceBuilder progressDeadline(String duration) {
    Optional<Duration> parsed = Optional.of(Durations.parse(duration));
    return new ServiceBuilder(
        mode, paused, update, rollback, drain, parsed, history, image, restart, grace, placement,
        force, endpoint);
  }

  public ServiceBuilder history(int limit) {
    return new ServiceBuilder(
        mode, paused, update, rollback, drain, deadline, limit, image, restart, grace, placement,
        force, endpoint);
  }

  public ServiceBuilder image(String name) {
    return new ServiceBuilder(
        mode, paused, update, rollback, drain, deadline, history, name, restart, grace, placement,
        force, endpoint);
  }

  public ServiceBuilder restart(
      RestartCondition condition, String delay, int attempts, String window) {
    RestartPolicy policy =
        new RestartPolicy(condition, Durations.parse(delay), attempts, Durations.parse(window));
    return new ServiceBuilder(
        mode, paused, update, rollback, drain, deadline, history, image, policy, grace, placement,
        force, endpoint);
  }

  public ServiceBuilder stopGrace(String duration) {
    Duration parsed = Durations.parse(duration);
    return new ServiceBuilder(
        mode, paused, update, rollback, drain, deadline, history, image, restart, parsed, placement,
        force, endpoint);
  }

  public ServiceBuilder constraints(String... texts) {
    List<Constraint> constraints = Stream.of(texts).map(Constraint::parse).toList();
    return placed(
        new Placement(
            constraints,
            placement.spread(),
            placement.maxReplicasPerNode(),
            placement.tolerations()));
  }

  /** Keys of node labels, outermost first. */
  public ServiceBuilder spread(String... keys) {
    return placed(
        new Placement(
            placement.constraints(),
            List.of(keys),
            placement.maxReplicasPerNode(),
            placement.tolerations()));
  }

  public ServiceBuilder maxReplicasPerNode(int number) {
    return placed(
        new Placement(
            placement.constraints(), placement.spread(), number, placement.tolerations()));
  }

  public ServiceBuilder tolerations(Toleration... tolerations) {
    return placed(
        new Placement(
            placement.constraints(),
            placement.spread(),
            placement.maxReplicasPerNode(),
            List.of(tolerations)));
  }

  private ServiceBuilder placed(Placement other) {
    return new ServiceBuilder(
        mode, paused, update, rollback, drain, deadline, history, image, restart, grace, other,
        force, endpoint);
  }

  /** What {@code docker service update --force} raises. */
  public ServiceBuilder forceUpdate(int counter) {
    return new ServiceBuilder(
        mode, paused, update, rollback, drain, deadline, history, image, restart, grace, placement,
        counter, endpoint);
  }

  /** Its address or its ports: another one replaces tasks, but runs no job again (S§5.2, S§8.1). */
  public ServiceBuilder endpoint(String declared) {
    return new ServiceBuilder(
        mode, paused, update, rollback, drain, deadline, history, image, restart, grace, placement,
        force, declared);
  }

  Declared build() {
    ServiceSpec spec =
        new ServiceSpec(
            "default",
            "ping",
            "uid-ping",
            mode,
            paused,
            update.build(),
            rollback.build(),
            drain,
            deadline,
            history,
            10);
    // tasks differ exactly when something of what they run does
    String run =
        Integer.toHexString(image.hashCode())
            + "-"
            + Integer.toHexString(restart.toString().hashCode() & 0xffffff)
            + (force > 0 ? "-" + force : "")
            + (placement.tolerations().isEmpty()
                ? ""
                : "-" + Integer.toHexString(placement.tolerations().toString().hashCode()));
    String unplaced = endpoint.isEmpty() ? run : run + "-" + endpoint;
    String placed =
        placement.equals(Placement.NONE)
            ? ""
            : "-" + Integer.toHexString(placement.toString().hashCode());
    Revision revision =
        new Revision(0, unplaced + placed, image, restart, placement, unplaced, run + placed);
    return new Declared(spec, new Content(revision, grace));
  }

  /** How updates or rollbacks proceed. */
  public record Policy(
      int parallelism,
      String delay,
      UpdateOrder order,
      FailureAction action,
      String monitor,
      double ratio) {
    static final Policy DEFAULT =
        new Policy(1, "0s", UpdateOrder.STOP_FIRST, FailureAction.PAUSE, "5s", 0);

    public Policy parallelism(int number) {
      return new Policy(number, delay, order, action, monitor, ratio);
    }

    public Policy delay(String duration) {
      return new Policy(parallelism, duration, order, action, monitor, ratio);
    }

    public Policy startFirst() {
      return new Policy(parallelism, delay, UpdateOrder.START_FIRST, action, monitor, ratio);
    }

    public Policy order(UpdateOrder wanted) {
      return new Policy(parallelism, delay, wanted, action, monitor, ratio);
    }

    public Policy onFailure(FailureAction wanted) {
      return new Policy(parallelism, delay, order, wanted, monitor, ratio);
    }

    public Policy monitor(String duration) {
      return new Policy(parallelism, delay, order, action, duration, ratio);
    }

    public Policy maxFailureRatio(double share) {
      return new Policy(parallelism, delay, order, action, monitor, share);
    }

    RolloutPolicy build() {
      return new RolloutPolicy(
          parallelism, Durations.parse(delay), order, action, Durations.parse(monitor), ratio);
    }
  }
}
