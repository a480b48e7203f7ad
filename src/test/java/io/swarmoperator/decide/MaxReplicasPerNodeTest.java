package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Max replicas per node is hard: no task ever joins a node that has as many as the task's limit
 * allows; and it never keeps a task waiting that has a place somewhere (mechanics 5).
 */
class MaxReplicasPerNodeTest {
  private static final List<String> NODES = List.of("n1", "n2", "n3");

  private final List<String> offences = new ArrayList<>();
  private final Set<String> bound = new HashSet<>();
  private final List<String> story = new ArrayList<>();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("seeds", 30));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverHappens(long seed) {
    Random random = new Random(seed);
    Simulation simulation =
        Simulation.in(Setting.nodes(3), service().replicas(4).maxReplicasPerNode(2));
    SimulatedCluster cluster = simulation.cluster();
    cluster.afterEachEvent(() -> look(cluster.view()));
    int replicas = 4;
    int limit = 2;
    for (int step = 0; step < 60; step++) {
      switch (random.nextInt(8)) {
        case 0 -> {
          limit = random.nextInt(4);
          int newLimit = limit;
          String image = "app:" + random.nextInt(3);
          say("limit " + limit + ", " + image);
          simulation.change(s -> s.image(image).maxReplicasPerNode(newLimit));
        }
        case 1, 2 -> {
          replicas = random.nextInt(8);
          int wanted = replicas;
          say("replicas " + replicas);
          simulation.change(s -> s.replicas(wanted));
        }
        case 3 -> {
          String image = "app:" + random.nextInt(3);
          boolean startFirst = random.nextBoolean();
          say(image + (startFirst ? " start-first" : ""));
          simulation.change(s -> s.image(image).update(u -> startFirst ? u.startFirst() : u));
        }
        case 4 -> availability(random, cluster, Availability.DRAIN);
        case 5, 6 -> availability(random, cluster, Availability.ACTIVE);
        default -> kill(random, cluster);
      }
      cluster.runFor(Duration.ofMillis(random.nextInt(9_000)));
    }
    say("recover");
    NODES.forEach(n -> cluster.availability(n, Availability.ACTIVE));
    // a start-first update of full nodes may wait for ever, as in Swarm (s20b)
    simulation.change(
        s ->
            s.update(
                u ->
                    new ServiceBuilder.Policy(
                        1, "0s", UpdateOrder.STOP_FIRST, FailureAction.CONTINUE, "5s", 0)));
    cluster.settle(Duration.ofHours(1));

    assertThat(offences).as(String.join("\n", story)).isEmpty();
    ServiceView view = cluster.view();
    int places = limit;
    List<String> roomy =
        NODES.stream().filter(n -> places == 0 || on(view, n).size() < places).toList();
    List<String> waiting = on(view, "");
    assertThat(roomy.isEmpty() || waiting.isEmpty())
        .as(
            "%s wait while there is room on %s%n%s%n%s",
            waiting, roomy, String.join("\n", story), simulation.lines())
        .isTrue();
  }

  /** Nodes have room for so many pods, too, and the operator doesn't know of that. */
  @ParameterizedTest
  @MethodSource("seeds")
  void whereverThereIsRoom(long seed) {
    Random random = new Random(seed);
    int limit = 2 + random.nextInt(2);
    Simulation simulation =
        Simulation.in(Setting.nodes(3), service().replicas(1).maxReplicasPerNode(limit));
    SimulatedCluster cluster = simulation.cluster();
    cluster.afterEachEvent(() -> look(cluster.view()));
    Map<String, Integer> room = new TreeMap<>();
    for (String node : NODES) {
      room.put(node, random.nextInt(limit + 2));
      cluster.room(node, room.get(node));
    }
    say("limit " + limit + ", room " + room);
    for (int step = 0; step < 30; step++) {
      int wanted = random.nextInt(8);
      int version = random.nextInt(3);
      switch (random.nextInt(5)) {
        case 0 -> simulation.change(s -> s.replicas(wanted).image("app:" + version));
        case 1, 2 -> {
          say("replicas " + wanted);
          simulation.change(s -> s.replicas(wanted));
        }
        case 3 -> simulation.change(s -> s.image("app:" + version));
        default -> kill(random, cluster);
      }
      cluster.settle(Duration.ofHours(1));
      assertThat(offences).as(String.join("\n", story)).isEmpty();
      ServiceView view = cluster.view();
      assertThat(on(view, ""))
          .as("%s\n%s\n%s", room, String.join("\n", story), simulation.lines())
          .matches(
              waiting ->
                  waiting.isEmpty()
                      || NODES.stream()
                          .noneMatch(n -> on(view, n).size() < Math.min(limit, room.get(n))));
    }
  }

  private void availability(Random random, SimulatedCluster cluster, Availability value) {
    String node = NODES.get(random.nextInt(3));
    say(node + " " + value);
    cluster.availability(node, value);
  }

  private void kill(Random random, SimulatedCluster cluster) {
    List<String> pods =
        cluster.view().tasks().stream()
            .filter(t -> t.pod().filter(p -> !p.gone() && !p.finished()).isPresent())
            .map(t -> t.identity().name())
            .toList();
    if (!pods.isEmpty()) {
      String pod = pods.get(random.nextInt(pods.size()));
      say("kill " + pod);
      cluster.deletePod(pod);
    }
  }

  private void say(String what) {
    story.add(what);
  }

  /** Whoever has newly come to a node must have found a place there. */
  private void look(ServiceView view) {
    for (ObservedTask task : view.tasks()) {
      String node = task.pod().filter(p -> !p.gone()).map(PodView::nodeName).orElse("");
      if (!node.isEmpty() && bound.add(task.identity().name())) {
        int limit = new World(view, Instant.EPOCH).maxReplicasPerNode();
        List<String> there = on(view, node);
        if (limit > 0 && there.size() > limit) {
          offences.add(limit + " exceeded on " + node + ": " + there);
        }
      }
    }
  }

  private static List<String> on(ServiceView view, String node) {
    return view.tasks().stream()
        .filter(
            t ->
                t.pod()
                    .filter(p -> !p.gone() && !p.finished() && p.nodeName().equals(node))
                    .isPresent())
        .map(t -> t.identity().name())
        .collect(Collectors.toList());
  }
}
