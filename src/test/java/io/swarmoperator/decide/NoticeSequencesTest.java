package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import io.swarmoperator.sim.TimelineEntry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the user is told, each thing once and when it happens: the events on the service. */
class NoticeSequencesTest {
  private static final BehaviourRule BAD =
      BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO)).revision(2);
  private static final ServiceBuilder TWO =
      service().replicas(2).restart(RestartCondition.ANY, "5s", 1, "0s");

  private static Simulation of(ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(2).behaving(List.of(rules)), service);
  }

  private static String told(Simulation simulation) {
    return simulation.cluster().timeline().entries().stream()
        .filter(TimelineEntry.Told.class::isInstance)
        .map(entry -> text((TimelineEntry.Told) entry))
        .collect(Collectors.joining());
  }

  private static String text(TimelineEntry.Told told) {
    Notice notice = told.notice();
    return String.format(
        Locale.ROOT,
        "%.1f %s%s: %s%n",
        told.at().toMillis() / 1000.0,
        notice.warning() ? "warning " : "",
        notice.reason(),
        notice.message().replaceAll("[a-z0-9]{25}", "*"));
  }

  @Test
  void anUpdateItsRollbackOnRequestAndTheNextTry() {
    Simulation simulation =
        of(TWO)
            .settle()
            .change(s -> s.image("app:2"))
            .settle()
            .rollback("previous")
            .settle()
            .resume()
            .settle();

    assertThat(told(simulation))
        .isEqualTo(
            """
            0.3 RolloutStarted: update from revision 1 to 2 of 2 slots: update in progress
            0.7 SlotUpdated: slot 1 runs app:2 (task ping.1.*)
            1.1 SlotUpdated: slot 2 runs app:2 (task ping.2.*)
            6.1 UpdateCompleted: update completed: revision 2
            6.1 RollbackStarted: rollback from revision 2 to 1 of 2 slots: manually requested rollback
            6.5 SlotUpdated: slot 1 runs app:1 (task ping.1.*)
            6.9 SlotUpdated: slot 2 runs app:1 (task ping.2.*)
            11.9 RollbackCompleted: rollback completed: revision 1
            11.9 HoldLifted: hold lifted by request, the spec is tried again
            11.9 RolloutStarted: update from revision 1 to 2 of 2 slots: update in progress
            12.3 SlotUpdated: slot 1 runs app:2 (task ping.1.*)
            12.7 SlotUpdated: slot 2 runs app:2 (task ping.2.*)
            17.7 UpdateCompleted: update completed: revision 2
            """);
  }

  @Test
  void anUpdateThatPausesAndGoesOnAndPausesAgain() {
    Simulation simulation =
        of(TWO, BAD).settle().change(s -> s.image("app:2")).settle().resume().settle();

    assertThat(told(simulation))
        .isEqualTo(
            """
            0.3 RolloutStarted: update from revision 1 to 2 of 2 slots: update in progress
            0.7 warning UpdatePaused: update paused due to failure or early termination of task *
            0.7 warning TaskFailed: task ping.1.* failed: task: non-zero exit (1)
            6.0 warning TaskFailed: task ping.1.* failed: task: non-zero exit (1)
            6.0 RolloutResumed: update resumed by request
            6.0 RolloutStarted: update from revision 1 to 2 of 1 slots: update in progress
            6.4 warning UpdatePaused: update paused due to failure or early termination of task *
            6.4 warning TaskFailed: task ping.2.* failed: task: non-zero exit (1)
            11.7 warning TaskFailed: task ping.2.* failed: task: non-zero exit (1)
            """);
  }

  @Test
  void aRollbackThatBeginsByItselfAndFails() {
    Simulation simulation =
        of(TWO.update(u -> u.onFailure(FailureAction.ROLLBACK)), BAD)
            .settle()
            .behave(BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO)))
            .change(s -> s.image("app:2"))
            .settle()
            .behave()
            .resume()
            .settle();

    assertThat(told(simulation))
        .isEqualTo(
            """
            0.3 RolloutStarted: update from revision 1 to 2 of 2 slots: update in progress
            0.7 warning TaskFailed: task ping.1.* failed: task: non-zero exit (1)
            0.7 warning RollbackStarted: rollback from revision 2 to 1 of 1 slots: update rolled back due to failure or early termination of task *
            1.0 warning RollbackPaused: update paused due to failure or early termination of task *
            1.0 warning TaskFailed: task ping.1.* failed: task: non-zero exit (1)
            6.3 warning TaskFailed: task ping.1.* failed: task: non-zero exit (1)
            6.3 RolloutResumed: rollback resumed by request
            6.3 RollbackStarted: rollback from revision 2 to 1 of 0 slots: rollback in progress
            6.3 RollbackCompleted: rollback completed: revision 1
            """);
  }

  @Test
  void tasksThatEndByThemselves() {
    Simulation simulation =
        of(
                service().restart(RestartCondition.ANY, "1s", 2, "0s"),
                BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(1))).attempt(1),
                BehaviourRule.all(Behaviour.DEFAULT.with(Behaviour.Start.IMAGE_REFUSED)).attempt(2),
                BehaviourRule.all(Behaviour.DEFAULT.exits(3, Duration.ofSeconds(1))).attempt(3))
            .settle();

    assertThat(told(simulation))
        .isEqualTo(
            """
            1.3 TaskCompleted: task ping.1.* complete
            2.6 warning TaskRejected: task ping.1.* rejected: Back-off pulling image "app:1"
            4.9 warning TaskFailed: task ping.1.* failed: task: non-zero exit (3)
            """);
  }

  @Test
  void aNodeThatIsDrained() {
    Simulation simulation =
        of(TWO.replicas(3)).settle().then(c -> c.availability("n1", Availability.DRAIN)).settle();

    assertThat(told(simulation))
        .isEqualTo(
            """
            0.3 NodeDrained: tasks leave node n1, which is being drained
            """);
  }

  @Test
  void aJobAndWhatItHasNot() {
    Simulation simulation =
        of(
                service().mode(new Mode.ReplicatedJob(1, 1)),
                BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(1))))
            .settle()
            .rollback("previous")
            .settle()
            .resume()
            .settle()
            .change(s -> s.image("app:2"))
            .settle();

    assertThat(told(simulation))
        .isEqualTo(
            """
            0.0 JobStarted: job started, iteration 0
            1.3 TaskCompleted: task ping.0.* complete
            1.3 warning RequestRefused: rollback refused: a job has no rollback
            1.3 warning RequestRefused: resume refused: nothing is paused or held back
            1.3 JobStarted: job started, iteration 1
            2.6 TaskCompleted: task ping.0.* complete
            """);
  }

  @Test
  void requestsThatAreRefused() {
    Simulation simulation =
        of(TWO)
            .settle()
            .rollback("previous")
            .settle()
            .rollback("7")
            .settle()
            .rollback("1")
            .settle()
            .resume()
            .settle()
            .then(c -> c.request(Request.Kind.RESUME, "yes"))
            .settle();

    assertThat(told(simulation))
        .isEqualTo(
            """
            0.3 warning RequestRefused: rollback refused: service ping does not have a previous revision
            0.3 warning RequestRefused: rollback refused: service ping has no revision 7
            0.3 warning RequestRefused: rollback refused: revision 1 is what the service is meant to run already
            0.3 warning RequestRefused: resume refused: nothing is paused or held back
            0.3 warning RequestRefused: resume refused: the annotation's value must be "true"
            """);
  }
}
