package io.swarmoperator.faults;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.RestartCondition;
import io.swarmoperator.sim.ApiObject;
import io.swarmoperator.sim.ApiObject.Kind;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.OpenCluster;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What comes of it when the watch of one kind shows later than another's what has happened. */
class LateWatchesSequencesTest {
  private static final Map<Kind, Duration> NODES_ARE_LATE =
      Map.of(Kind.NODE, Duration.ofMillis(100));
  private static final BehaviourRule WORKS_FOR_4_S =
      BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(4)));

  /** Its pod is seen on n2 before n2 is: n2 is not one that was deleted. */
  @Test
  void aTaskThatWaitedStaysOnTheNodeThatHasJustJoined() {
    OpenCluster cluster = cluster(service().replicas(3).maxReplicasPerNode(2));
    operators(cluster, Parts.SOUND, NODES_ARE_LATE).start();
    run(cluster, 1000);
    cluster.cluster().addNode("n2");
    run(cluster, 10_000);

    assertThat(cluster.lines())
        .isEqualTo(
            """
            0.312 slot 1#1 running r1 ScaledUp
            0.312 slot 2#1 running r1 ScaledUp
            1.013 slot 3#1 new r1 ScaledUp
            1.301 slot 3#1 running
            """);
  }

  /** The node that was deleted and the one of its name are two. */
  @Test
  void aTaskThatWaitedStaysOnTheNodeThatHasJoinedAgain() {
    OpenCluster cluster = cluster(service().replicas(3).maxReplicasPerNode(2));
    cluster.cluster().addNode("n2");
    operators(cluster, Parts.SOUND, NODES_ARE_LATE).start();
    run(cluster, 1000);
    cluster.cluster().removeNode("n2");
    run(cluster, 10_000);
    cluster.cluster().addNode("n2");
    run(cluster, 10_000);

    assertThat(cluster.lines())
        .isEqualTo(
            """
            0.312 slot 1#1 running r1 ScaledUp
            0.312 slot 2#1 running r1 ScaledUp
            0.312 slot 3#1 running r1 ScaledUp
            1.003 slot 2#1 shutdown
            2.005 slot 2#2 new r1 Evicted
            11.301 slot 2#2 running
            """);
  }

  /** That another node is there for its replacement is seen before that its own is back. */
  @Test
  void aTaskStaysOnTheNodeThatIsBackWhenAnotherOneJoins() {
    OpenCluster cluster = cluster(service().replicas(2).maxReplicasPerNode(1));
    operators(cluster, Parts.SOUND, NODES_ARE_LATE).start();
    run(cluster, 1000);
    cluster.cluster().nodeDown("n1");
    run(cluster, 60_000);
    cluster.cluster().addNode("n2");
    cluster.cluster().nodeUp("n1");
    run(cluster, 10_000);

    assertThat(cluster.lines())
        .isEqualTo(
            """
            0.312 slot 1#1 running r1 ScaledUp
            1.013 slot 2#1 new r1 ScaledUp
            61.301 slot 2#1 running
            """);
  }

  /** Rejected once more it would have no attempts left. */
  @Test
  void aTaskStaysOnTheNodeThatIsLabelledForItAgain() {
    OpenCluster cluster =
        cluster(
            service()
                .constraints("node.labels.zone == a")
                .restart(RestartCondition.ON_FAILURE, "5s", 1, "0s"));
    cluster.cluster().label("n1", "zone", "a");
    operators(cluster, Parts.SOUND, NODES_ARE_LATE).start();
    run(cluster, 1000);
    cluster.cluster().label("n1", "zone", "");
    run(cluster, 10_000);
    cluster.cluster().label("n1", "zone", "a");
    run(cluster, 10_000);

    assertThat(cluster.lines())
        .isEqualTo(
            """
            0.312 slot 1#1 running r1 ScaledUp
            1.101 slot 1#1 rejected: assigned node no longer meets constraints
            1.103 slot 1#2 ready r1 TaskRejected
            7.103 slot 1#2 pending: no suitable node (scheduling constraints not satisfied on 1 node)
            11.301 slot 1#2 running
            """);
  }

  @Test
  void aTaskStaysOnTheNodeThatIsNoLongerDrained() {
    OpenCluster cluster = cluster(service().restart(RestartCondition.ANY, "5s", 1, "0s"));
    operators(cluster, Parts.SOUND, NODES_ARE_LATE).start();
    run(cluster, 1000);
    cluster.cluster().availability("n1", Availability.DRAIN);
    run(cluster, 10_000);
    cluster.cluster().availability("n1", Availability.ACTIVE);
    run(cluster, 10_000);

    assertThat(cluster.lines())
        .isEqualTo(
            """
            0.312 slot 1#1 running r1 ScaledUp
            1.101 slot 1#2 ready r1 NodeDrained
            1.206 slot 1#1 shutdown
            2.206 slot 1#2 pending: no suitable node (1 node not available for new tasks)
            11.301 slot 1#2 running
            """);
  }

  /** The pod that is seen for a moment longer is not recorded anew. */
  @Test
  void whatWasForgottenWithItsNodeStaysForgottenWhenTheNodeIsBack() {
    OpenCluster cluster = cluster(service().mode(new Mode.GlobalJob()), WORKS_FOR_4_S);
    Map<Kind, Duration> lags =
        Map.of(
            Kind.POD, Duration.ofMillis(100),
            Kind.RECORD, Duration.ofMillis(20),
            Kind.NODE, Duration.ofMillis(5));
    operators(cluster, Parts.SOUND, lags).start();
    run(cluster, 6000);
    cluster.cluster().addNode("n2");
    cluster.cluster().removeNode("n1");
    run(cluster, 30);
    cluster.cluster().addNode("n1");
    run(cluster, 10_000);

    assertThat(cluster.lines())
        .isEqualTo(
            """
            0.412 slot n1#1 running r1 JobStarted
            4.412 slot n1#1 complete
            6.01 slot n1#1 gone
            6.409 slot n2#2 running r1 JobStarted
            6.437 slot n1#2 running r1 JobStarted
            10.409 slot n2#2 complete
            10.437 slot n1#2 complete
            """);
  }

  /** The answer to the first delete is lost; that the second finds nothing is answer enough. */
  @Test
  void aRecordIsDeletedTwiceAtMostThoughItIsShownForLong() {
    OpenCluster cluster = cluster(service().mode(new Mode.ReplicatedJob(1, 1)), WORKS_FOR_4_S);
    List<String> deleted = new ArrayList<>();
    Operators operators =
        operators(
            cluster,
            Parts.SOUND.reaching(
                c ->
                    new Api(c) {
                      @Override
                      Reply<ApiObject.StoredTask> deleteRecord(String name) {
                        deleted.add(record(name).map(r -> "found").orElse("gone"));
                        return super.deleteRecord(name);
                      }
                    }),
            Map.of());
    operators.start();
    run(cluster, 2000);
    operators.stall(Kind.RECORD, Duration.ofSeconds(5));
    cluster.declare(service().mode(new Mode.ReplicatedJob(1, 1)).image("app:2"));
    operators.befall(Mishaps.Fate.ANSWER_LOST, 6, Duration.ZERO);
    run(cluster, 20_000);

    assertThat(cluster.lines())
        .isEqualTo(
            """
            0.312 slot 0#1 running r1 JobStarted
            2.005 slot 0#1 told to go
            2.005 slot 0#2 ready r2 JobStarted
            2.108 slot 0#1 gone
            2.51 slot 0#2 running
            6.409 slot 0#2 complete
            """);
    assertThat(deleted).containsExactly("found", "gone");
  }

  /** All that the watch had to say of it was said before; nothing else happens for minutes. */
  @Test
  void aPodThatCameAndWentBeforeItsCreationWasAnsweredIsMissedAfter10Seconds() {
    OpenCluster cluster = cluster(service().restart(RestartCondition.ANY, "5s", 0, "0s"));
    Parts goes =
        Parts.SOUND.reaching(
            c ->
                new Api(c) {
                  private boolean gone;

                  @Override
                  Reply<ApiObject.Pod> createPod(Action.CreatePod create) {
                    Reply<ApiObject.Pod> reply = super.createPod(create);
                    if (!gone) {
                      gone = true;
                      c.cluster().deletePod(create.task().identity().name());
                    }
                    return reply;
                  }
                });
    new Operators(cluster, goes, 1, 200, Map.of()).start();
    run(cluster, 60_000);

    assertThat(cluster.lines())
        .isEqualTo(
            """
            1.609 slot 1#1 new r1 ScaledUp
            10.624 slot 1#2 ready r1 PodDeleted
            10.826 slot 1#1 failed: task: pod was deleted
            16.092 slot 1#2 running
            """);
  }

  private static OpenCluster cluster(ServiceBuilder service, BehaviourRule... rules) {
    return new OpenCluster(service, Setting.nodes(1).behaving(List.of(rules)));
  }

  private static Operators operators(OpenCluster cluster, Parts parts, Map<Kind, Duration> lags) {
    return new Operators(cluster, parts, 1, 1, lags);
  }

  private static void run(OpenCluster cluster, int milliseconds) {
    cluster.cluster().runFor(Duration.ofMillis(milliseconds));
  }
}
