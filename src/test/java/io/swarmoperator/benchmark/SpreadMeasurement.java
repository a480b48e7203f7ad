package io.swarmoperator.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.swarmoperator.benchmark.SpreadRule.Spot;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How far the real scheduler is from Swarm's spread, over random sets of nodes: {@code mvn test
 * -Dtest=SpreadMeasurement}. Not one of the tests; it fails where equal nodes differ by more than
 * one task when a service is created.
 *
 * <p>Each set has its own nodes, told apart by a label. First other services take places on some of
 * them, then the measured one is created, then one of its nodes is drained and comes back empty,
 * and the service grows. Creation and growth are each compared with {@link SpreadRule}.
 */
@ClusterTest
@ChangesNodes
class SpreadMeasurement {
  private static final PrintStream OUT = System.out;
  private static final int SETS = Integer.getInteger("spread.sets", 200);
  private static final long SEED = Long.getLong("spread.seed", 1);

  /** On two cores the heartbeats of more simulated nodes than those of these come too late. */
  private static final int AT_ONCE = 20;

  private static final int CORE = 1000;

  /** A set of nodes and what is put there; the cores of its nodes by name. */
  private record NodeSet(int number, Map<String, Integer> cores, List<Integer> others, Load load) {
    private static final int TASK = CORE / 2;

    /**
     * What the measured service asks for: replicas at first and later, and millicores of a task.
     */
    record Load(int first, int later, int millicores) {}

    static NodeSet random(SplittableRandom dice, int number) {
      int size = dice.nextInt(2, 11);
      boolean equal = dice.nextBoolean();
      Map<String, Integer> cores = new TreeMap<>();
      for (int i = 0; i < size; i++) {
        cores.put("m" + number + "-" + (char) ('a' + i), equal ? 32 : dice.nextInt(2, 33));
      }
      List<Integer> others =
          IntStream.range(0, size)
              .map(i -> equal || dice.nextInt(3) > 0 ? 0 : dice.nextInt(1, 5))
              .boxed()
              .toList();
      int first = dice.nextInt(1, 3 * size + 1);
      return new NodeSet(
          number,
          cores,
          others,
          new Load(first, first + dice.nextInt(1, size + 1), dice.nextInt(2) * TASK));
    }

    boolean equal() {
      return cores.values().stream().distinct().count() == 1
          && others.stream().allMatch(n -> n == 0);
    }

    String service() {
      return "web-" + number;
    }

    /** How each node stands before the service, or more of it, comes. */
    Map<String, Spot> spots(Map<String, Integer> own) {
      Map<String, Spot> spots = new TreeMap<>();
      int i = 0;
      for (String node : cores.keySet()) {
        int other = others.get(i++);
        int has = own.getOrDefault(node, 0);
        int free = cores.get(node) * CORE - other * TASK - has * load.millicores();
        int room = load.millicores() == 0 ? Integer.MAX_VALUE : free / load.millicores();
        spots.put(node, new Spot(has, other + has, room));
      }
      return spots;
    }

    /** How many of the wanted tasks there is room for, leaving one node out. */
    int fit(int wanted, String without) {
      long room =
          spots(Map.of()).entrySet().stream()
              .filter(e -> !e.getKey().equals(without))
              .mapToLong(e -> e.getValue().room())
              .sum();
      return (int) Math.min(wanted, room);
    }
  }

  /** What came of one placement. */
  private record Finding(NodeSet set, int tasks, int misplaced, int uneven) {}

  private final List<Finding> findings = new ArrayList<>();

  @Test
  void placementsBesideTheRule(KubernetesClient client, Kubectl kubectl) {
    SplittableRandom dice = new SplittableRandom(SEED);
    List<NodeSet> sets =
        IntStream.rangeClosed(1, SETS).mapToObj(i -> NodeSet.random(dice, i)).toList();
    try (Stage stage = new Stage(client, kubectl)) {
      for (int from = 0; from < SETS; from += AT_ONCE) {
        measure(client, stage, sets.subList(from, Math.min(SETS, from + AT_ONCE)));
      }
    }
    report("all", findings);
    report("equal nodes", findings.stream().filter(f -> f.set().equal()).toList());
    report("unequal nodes", findings.stream().filter(f -> !f.set().equal()).toList());
    assertThat(findings)
        .filteredOn(f -> f.set().equal())
        .as("equal nodes differ by one task at most")
        .allSatisfy(f -> assertThat(f.uneven()).isLessThanOrEqualTo(1));
  }

  private void measure(KubernetesClient client, Stage stage, List<NodeSet> sets) {
    stage.apply(every(sets, SpreadMeasurement::nodes));
    stage.await1("ready nodes", () -> readyNodes(client) == count(sets));
    stage.apply(every(sets, SpreadMeasurement::others));
    sets.forEach(
        set -> set.others().stream().filter(n -> n > 0).forEach(n -> awaitOthers(stage, set)));
    stage.apply(every(sets, set -> service(set, set.load().first())));
    Map<NodeSet, Map<String, Integer>> created =
        placed(client, stage, sets, set -> set.fit(set.load().first(), ""));
    sets.forEach(set -> note(set, Map.of(), created.get(set)));

    availability(stage, sets, "drain");
    sets.forEach(
        set -> stage.await1("empty", () -> !counts(client, set).containsKey(emptied(set))));
    Map<NodeSet, Map<String, Integer>> before =
        placed(client, stage, sets, set -> set.fit(set.load().first(), emptied(set)));
    availability(stage, sets, "active");
    stage.apply(every(sets, set -> service(set, set.load().later())));
    Map<NodeSet, Map<String, Integer>> grown =
        placed(client, stage, sets, set -> set.fit(set.load().later(), ""));
    sets.forEach(
        set -> {
          Map<String, Integer> more = new TreeMap<>(grown.get(set));
          before.get(set).forEach((node, n) -> more.merge(node, -n, Integer::sum));
          note(set, before.get(set), more);
        });
    stage.kubectl("delete", "swsvc", "--all");
    stage.await1("no pods", () -> client.pods().list().getItems().isEmpty());
    stage.kubectl("delete", "node", "-l", "measured=true");
  }

  private void note(NodeSet set, Map<String, Integer> own, Map<String, Integer> actual) {
    int tasks = total(actual);
    Map<String, Integer> total = new TreeMap<>(actual);
    own.forEach((node, n) -> total.merge(node, n, Integer::sum));
    List<Integer> counts =
        set.cores().keySet().stream().map(n -> total.getOrDefault(n, 0)).sorted().toList();
    int uneven = counts.get(counts.size() - 1) - counts.get(0);
    int misplaced = SpreadRule.misplaced(set.spots(own), actual, tasks);
    findings.add(new Finding(set, tasks, misplaced, own.isEmpty() ? uneven : 0));
    if (misplaced > 0) {
      OUT.printf(
          "  %s had %s, got %s, rule %s%n",
          set, own, actual, SpreadRule.share(set.spots(own), tasks));
    }
  }

  private static void report(String what, List<Finding> findings) {
    int tasks = findings.stream().mapToInt(Finding::tasks).sum();
    int misplaced = findings.stream().mapToInt(Finding::misplaced).sum();
    long differ = findings.stream().filter(f -> f.misplaced() > 0).count();
    int worst = findings.stream().mapToInt(Finding::misplaced).max().orElse(0);
    int uneven =
        findings.stream().filter(f -> f.set().equal()).mapToInt(Finding::uneven).max().orElse(0);
    OUT.printf(
        "SPREAD %s: %d of %d placements differ from the rule; %d of %d tasks elsewhere, %d at most in"
            + " one placement; fullest and emptiest of equal nodes at most %d apart%n",
        what, differ, findings.size(), misplaced, tasks, worst, uneven);
  }

  /** Waits until as many tasks as there shall be, or as many as fit, have their nodes. */
  private static Map<NodeSet, Map<String, Integer>> placed(
      KubernetesClient client, Stage stage, List<NodeSet> sets, ToIntFunction<NodeSet> expected) {
    return sets.stream()
        .collect(
            Collectors.toMap(
                set -> set,
                set -> {
                  stage.await1(
                      set + " placed",
                      () -> total(counts(client, set)) == expected.applyAsInt(set));
                  return counts(client, set);
                }));
  }

  /** Of the node of each set that is emptied. */
  private static void availability(Stage stage, List<NodeSet> sets, String word) {
    List<String> command = new ArrayList<>(List.of("label", "--overwrite", "node"));
    sets.forEach(set -> command.add(emptied(set)));
    command.add("swarmoperator.io/availability=" + word);
    stage.kubectl(command.toArray(String[]::new));
  }

  private static int count(List<NodeSet> sets) {
    return sets.stream().mapToInt(set -> set.cores().size()).sum();
  }

  private static long readyNodes(KubernetesClient client) {
    return client.nodes().withLabel("measured").list().getItems().stream()
        .filter(Readiness::isNodeReady)
        .count();
  }

  private static int total(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The service's tasks that are not told to stop, by node. */
  private static Map<String, Integer> counts(KubernetesClient client, NodeSet set) {
    return client
        .pods()
        .withLabel("swarmoperator.io/service", set.service())
        .list()
        .getItems()
        .stream()
        .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
        .map(SpreadMeasurement::node)
        .filter(node -> !node.isEmpty())
        .collect(Collectors.toMap(n -> n, n -> 1, Integer::sum, TreeMap::new));
  }

  private static String node(Pod pod) {
    String node = pod.getSpec().getNodeName();
    return node == null ? "" : node;
  }

  private static void awaitOthers(Stage stage, NodeSet set) {
    int i = 0;
    for (String node : set.cores().keySet()) {
      int n = set.others().get(i++);
      if (n > 0) {
        stage.awaitSummary("other-" + node, n + "/" + n);
      }
    }
  }

  /** The node that is drained and comes back: any will do. */
  private static String emptied(NodeSet set) {
    return set.cores().keySet().stream()
        .skip(set.number() % set.cores().size())
        .findFirst()
        .orElseThrow();
  }

  private static String every(List<NodeSet> sets, Function<NodeSet, String> text) {
    return sets.stream().map(text).collect(Collectors.joining());
  }

  private static String nodes(NodeSet set) {
    return set.cores().entrySet().stream()
        .map(
            e ->
                """
                ---
                apiVersion: v1
                kind: Node
                metadata:
                  name: %1$s
                  labels: {kubernetes.io/hostname: %1$s, sim.swarmoperator.io/shared: "true", measured: "true", set: s%2$d}
                status:
                  allocatable: {cpu: "%3$d", memory: 256Gi, pods: "1000"}
                  capacity: {cpu: "%3$d", memory: 256Gi, pods: "1000"}
                """
                    .formatted(e.getKey(), set.number(), e.getValue()))
        .collect(Collectors.joining());
  }

  private static String others(NodeSet set) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    for (String node : set.cores().keySet()) {
      int n = set.others().get(i++);
      if (n > 0) {
        text.append(service("other-" + node, "node.id == " + node, n, NodeSet.TASK));
      }
    }
    return text.toString();
  }

  private static String service(NodeSet set, int replicas) {
    return service(
        set.service(), "node.labels.set == s" + set.number(), replicas, set.load().millicores());
  }

  private static String service(String name, String constraint, int replicas, int millicores) {
    return """
        ---
        apiVersion: swarmoperator.io/v1alpha1
        kind: SwarmService
        metadata: {name: %s}
        spec:
          replicas: %d
          disruptionBudget: none
          template:
            image: alpine
            placement: {constraints: ["%s"]}
            resources: {reservations: {cpu: %dm}}
        """
        .formatted(name, replicas, constraint, millicores);
  }
}
