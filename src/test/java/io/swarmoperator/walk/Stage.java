package io.swarmoperator.walk;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.Request;
import io.swarmoperator.decide.RestartCondition;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.Taint;
import io.swarmoperator.decide.Toleration;
import io.swarmoperator.faults.Operators;
import io.swarmoperator.faults.Parts;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Feed;
import io.swarmoperator.sim.OpenCluster;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Where a script is played: a cluster, the operator's processes, and the checks. */
final class Stage {
  /** Longer than any rollout, restart window or retry of a script. */
  private static final Duration LONG = Duration.ofHours(1);

  /** Enough for what comes to an end at all: of 2000 scripts none took more than 75 s. */
  private static final Duration BRIEF = Duration.ofMinutes(2);

  /** So often an operator looks although it heard of nothing. */
  private static final Duration AT_THE_LATEST = Duration.ofMinutes(5);

  static final String ZONE = "zone";
  static final Taint TAINT = new Taint("reserved", "", Taint.Effect.NO_SCHEDULE);
  static final Toleration TOLERATION =
      new Toleration(TAINT.key(), Toleration.Operator.EXISTS, "", Optional.empty());

  /** More than any script asks for. */
  private static final int ROOMY = 100;

  private static final int MANY_EVENTS = 30_000;

  private final OpenCluster cluster;
  private final Operators operators;
  private final Chronicle chronicle;
  private final Checks checks = new Checks();
  private final List<BehaviourRule> rules = new ArrayList<>();
  private final Map<String, Upshot> rests = new LinkedHashMap<>();
  private final Walked walked;
  private final int nodes;
  private final Upshot.Told told;
  private final Script script;
  private ServiceBuilder service;

  Stage(Script script, Setup setup, Parts parts) {
    service = setup.service();
    nodes = setup.nodes();
    walked = setup.walked();
    told = told(script, setup);
    this.script = script;
    cluster = new OpenCluster(service, Setting.nodes(setup.nodes()).behaving(walked.well()));
    rules.addAll(walked.well());
    if (walked.placed()) {
      zones();
    }
    chronicle = new Chronicle(cluster);
    checks.of(chronicle);
    cluster.feed().watch(chronicle);
    operators =
        new Operators(
            cluster, parts.auditedBy(checks), script.seed(), setup.slowest(), setup.lags());
    chronicle.of(operators, setup);
    operators.start();
  }

  private static Upshot.Told told(Script script, Setup setup) {
    Walked walked = setup.walked();
    if (walked == Walked.PLACED) {
      return Upshot.Told.BY_PLACES;
    }
    return script.paced() && (walked.perNode() || setup.nodes() == 1)
        ? Upshot.Told.BY_NUMBER
        : Upshot.Told.BY_CONTENT;
  }

  SimulatedCluster simulated() {
    return cluster.cluster();
  }

  Feed feed() {
    return cluster.feed();
  }

  Operators operators() {
    return operators;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  /** What it came to at the rests that are compared, by when they were. */
  Map<String, Upshot> rests() {
    return rests;
  }

  String lines() {
    return cluster.lines();
  }

  void declare(UnaryOperator<ServiceBuilder> change) {
    service = change.apply(service);
    cluster.declare(service);
  }

  long newestRevision() {
    return cluster.revisionNumber(cluster.feed().service().declared().content().hash());
  }

  /** Lets containers that start from now on behave otherwise; the latest rule comes first. */
  void behave(BehaviourRule rule) {
    rules.add(0, rule);
    simulated().behave(rules);
  }

  void behaveWell() {
    rules.clear();
    rules.addAll(walked.well());
    simulated().behave(rules);
  }

  Optional<String> newestPod(SlotId slot) {
    return chronicle.slot(slot).stream()
        .filter(life -> life.pod.filter(p -> !p.facts().deleting()).isPresent())
        .reduce((older, newer) -> newer)
        .map(life -> life.identity.name());
  }

  void pass(Duration time) {
    Instant end = cluster.now().plus(time);
    Operators.run(() -> happens(end));
    simulated().runUntil(end);
  }

  /** Lets time pass until nothing more happens, and looks at what has come of it. */
  void rest() {
    chronicle.judgements().add(Whole.REST.word());
    if (!rests(LONG)) {
      chronicle.offend(Whole.REST, "still not at rest");
    }
  }

  private boolean rests(Duration within) {
    boolean settled = settles(within);
    if (settled && chronicle.mayBeOverlooked()) {
      // what one operator did without the other's knowledge is found at the next regular round
      pass(AT_THE_LATEST);
      operators.wake();
      settled = settles(within);
    }
    if (!settled) {
      return false;
    }
    chronicle.checks().forEach(Check::atRest);
    checks.progress().rests(true);
    operators.wake();
    settles(within);
    checks.progress().rests(false);
    if (script.paced()) {
      rests.put("rest " + (rests.size() + 1), Upshot.of(chronicle, told, true));
    }
    return true;
  }

  private boolean settles(Duration within) {
    Instant end = cluster.now().plus(within);
    AtomicInteger left = new AtomicInteger(MANY_EVENTS);
    Operators.run(() -> left.decrementAndGet() >= 0 && happens(end));
    return left.get() >= 0 && simulated().next().isEmpty();
  }

  /** Lets one thing happen that is due until then, if there is any. */
  private boolean happens(Instant end) {
    boolean due = simulated().next().filter(next -> !next.isAfter(end)).isPresent();
    if (due) {
      simulated().step();
    }
    return due;
  }

  /**
   * Nothing befalls the operator any more, but nothing is mended either. Where nothing fails the
   * service comes to what is declared, on the nodes that there are; otherwise to rest, unless its
   * containers go on to fail. Where two operators have led what one told to stop may have failed an
   * update to the other, whose watches showed that it goes before they showed who says so.
   */
  void calmDown() {
    operators.calm();
    if (!script.steady()) {
      rests(BRIEF);
      return;
    }
    rest();
    boolean ends = !(service.mode() instanceof Mode.ReplicatedJob job) || job.maxConcurrent() > 0;
    if (ends && chronicle.hasPlaces() && !chronicle.everContested()) {
      converged();
      rests.put("when nothing befalls it any more", Upshot.settled(chronicle));
    }
  }

  /** Everything is well again: the service must come to what is declared. */
  void recover() {
    behaveWell();
    for (int i = 1; i <= nodes; i++) {
      Moves.add("n" + i).action().accept(this);
    }
    for (String node : List.copyOf(feed().nodes().keySet())) {
      simulated().availability(node, Availability.ACTIVE);
      simulated().nodeUp(node);
      simulated().untaint(node, TAINT.key());
      simulated().room(node, ROOMY);
    }
    if (walked.placed()) {
      zones();
      declare(b -> b.constraints().maxReplicasPerNode(0));
    }
    declare(b -> b.paused(false));
    if (service.mode() instanceof Mode.Replicated replicated && replicated.replicas() == 0) {
      declare(b -> b.replicas(1));
    }
    if (service.mode() instanceof Mode.ReplicatedJob job && job.maxConcurrent() == 0) {
      declare(b -> b.mode(new Mode.ReplicatedJob(2, job.totalCompletions())));
    }
    rests(BRIEF);
    for (int i = 0; i < 4 && (held() || chronicle.rolloutPausedSince().isPresent()); i++) {
      simulated().request(Request.Kind.RESUME, "true");
      rests(BRIEF); // what is held may have no place for all
    }
    rest();
    if (restartsAlways()) {
      converged();
    }
    rests.put("when all is well", Upshot.settled(chronicle));
    declare(b -> b.image("app:last"));
    rest();
    converged();
    rests.put("in the end", Upshot.of(chronicle, told, false));
  }

  private void converged() {
    chronicle.judgements().add(Whole.CONVERGED.word());
    Upshot.declared(chronicle).ifPresent(text -> chronicle.offend(Whole.CONVERGED, text));
  }

  /** Nodes of odd numbers are in zone a, those of even ones in b. */
  private void zones() {
    for (String node : feed().nodes().keySet()) {
      boolean odd = Integer.parseInt(node.substring(1)) % 2 == 1;
      simulated().label(node, ZONE, odd ? "a" : "b");
    }
  }

  /** What has no attempts left, or may not be restarted, would stay ended. */
  private boolean restartsAlways() {
    return chronicle.slots().values().stream()
        .flatMap(slot -> slot.values().stream())
        .filter(life -> life.record.isPresent())
        .map(chronicle::policy)
        .allMatch(p -> p.condition() == RestartCondition.ANY && p.maxAttempts() == 0);
  }

  private boolean held() {
    return chronicle.memory().hold().isPresent();
  }
}
