package io.swarmoperator.walk;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.JobIteration;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.Placement;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.RestartPolicy;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.faults.Operators;
import io.swarmoperator.sim.ApiObject;
import io.swarmoperator.sim.Content;
import io.swarmoperator.sim.Feed;
import io.swarmoperator.sim.OpenCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What truly happens, as the checks are told of it. */
final class Chronicle implements Feed.Watcher {
  private final OpenCluster cluster;
  private final Instant start;
  private final List<Check> checks = new ArrayList<>();
  private final List<Offence> offences = new ArrayList<>();
  private final Judgements judgements = new Judgements();
  private final Map<String, Life> lives = new HashMap<>();
  private final SortedMap<SlotId, NavigableMap<Integer, Life>> slots = new TreeMap<>();
  private final Map<String, Revision> revisions = new HashMap<>();
  private final Past past;
  private Optional<Instant> specPausedSince = Optional.empty();
  private Optional<Instant> rolloutPausedSince = Optional.empty();
  private int disturbances;
  private boolean overlookable;
  private BooleanSupplier contested = () -> false;
  private BooleanSupplier everContested = () -> false;
  private Supplier<Instant> troubledUntil = () -> Instant.MIN;
  private boolean prompt;
  private Duration answer = Duration.ZERO;

  Chronicle(OpenCluster cluster) {
    this.cluster = cluster;
    this.start = cluster.now();
    this.past = new Past(cluster::now);
    remember(cluster.feed().service());
    cluster.feed().nodes().values().forEach(node -> past.node(node, true, target()));
  }

  /** Knows from now on what befalls the operator, and how late it hears. */
  void of(Operators operators, Setup setup) {
    prompt = setup.lags().isEmpty();
    answer = Duration.ofMillis(setup.slowest());
    contested = operators::contested;
    everContested = operators::everContested;
    troubledUntil = operators::troubledUntil;
  }

  /** Until when something kept the operator from its work, as far as is known. */
  Instant troubledUntil() {
    return troubledUntil.get();
  }

  /** Whether one operator has seen everything as soon as it happened. */
  boolean prompt() {
    return prompt && !troubledUntil().isAfter(start) && !everContested();
  }

  /** Whether two operators lead, or did a moment ago. */
  boolean contested() {
    return contested.getAsBoolean();
  }

  /** Whether two operators have ever led. */
  boolean everContested() {
    return everContested.getAsBoolean();
  }

  /**
   * Whether something happened since this was asked last of which the operator that leads may have
   * got no event: another one's writes.
   */
  boolean mayBeOverlooked() {
    boolean overlooked = overlookable || contested();
    overlookable = false;
    return overlooked;
  }

  void judge(Check check) {
    checks.add(check);
  }

  List<Check> checks() {
    return checks;
  }

  List<Offence> offences() {
    return offences;
  }

  Judgements judgements() {
    return judgements;
  }

  void offend(Check check, String text) {
    offences.add(new Offence(check.name(), seconds(now()), text));
  }

  void offend(Whole whole, String text) {
    offences.add(new Offence(whole.word(), seconds(now()), text));
  }

  double seconds(Instant instant) {
    return Duration.between(start, instant).toMillis() / 1000.0;
  }

  Instant now() {
    return cluster.now();
  }

  ServiceSpec spec() {
    return cluster.feed().service().declared().spec();
  }

  Mode mode() {
    return spec().mode();
  }

  /** What the service is meant to run. */
  Revision target() {
    return feed().revisions().values().stream()
        .filter(r -> r.number() == memory().currentRevision())
        .map(r -> r.content().revision())
        .findFirst()
        .orElse(feed().service().declared().content().revision());
  }

  /** Where the service's tasks may go, as it is declared. */
  Placement placement() {
    return feed().service().declared().content().revision().placement();
  }

  /** The present run of a job. */
  int iteration() {
    return memory().job().map(JobIteration::index).orElse(0);
  }

  /** Whether a node is there and says that it is ready. */
  boolean ready(String node) {
    return Optional.ofNullable(feed().nodes().get(node))
        .filter(n -> n.facts().health() == NodeView.Health.READY)
        .isPresent();
  }

  /** What a task was made to run, though that may be gone. */
  Revision revision(Life life) {
    return revisions.get(life.identity.revision());
  }

  /** How many slots are to have a task that runs. */
  int wanted() {
    return wanted(spec());
  }

  int wanted(ServiceSpec spec) {
    if (spec.mode() instanceof Mode.Replicated replicated) {
      return replicated.replicas();
    }
    return spec.mode() instanceof Mode.ReplicatedJob job
        ? job.totalCompletions()
        : (int) serving().count();
  }

  /** Whether a slot belongs to no node, or to one for the service's tasks. */
  boolean isPart(SlotId slot) {
    return slot.node().isEmpty()
        || Optional.ofNullable(feed().nodes().get(slot.node()))
            .filter(n -> takes(n.facts()))
            .isPresent();
  }

  /** Whether there is a node for the service's tasks. */
  boolean hasPlaces() {
    return serving().findAny().isPresent();
  }

  private Stream<ApiObject.Node> serving() {
    return feed().nodes().values().stream().filter(n -> takes(n.facts()));
  }

  /** Whether a node is one for the service's tasks to come, as things truly are. */
  boolean takes(NodeView node) {
    return node.availability() == Availability.ACTIVE
        && node.health() == NodeView.Health.READY
        && target().placement().allows(node)
        && target().placement().tolerates(node);
  }

  /** Whether a node keeps what it has and takes nothing new: who has left it finds no place. */
  boolean closed() {
    return feed().nodes().values().stream()
        .map(ApiObject.Node::facts)
        .anyMatch(n -> n.availability() != Availability.DRAIN && !takes(n));
  }

  Memory memory() {
    return cluster.feed().service().memory();
  }

  Feed feed() {
    return cluster.feed();
  }

  Optional<Life> life(String name) {
    return Optional.ofNullable(lives.get(name));
  }

  /** Lives by slot and attempt, also those that nobody remembers. */
  SortedMap<SlotId, NavigableMap<Integer, Life>> slots() {
    return slots;
  }

  Collection<Life> slot(SlotId id) {
    NavigableMap<Integer, Life> slot = slots.get(id);
    return slot == null ? List.of() : slot.values();
  }

  /** The policy of what a task runs. */
  RestartPolicy policy(Life life) {
    return revisions.get(life.identity.revision()).restart();
  }

  /** What was true of the nodes and the service. */
  Past past() {
    return past;
  }

  /** Counts what may keep tasks from running without the operator's doing. */
  int disturbances() {
    return disturbances;
  }

  /** Since when the user wants rollouts to stand still. */
  Optional<Instant> specPausedSince() {
    return specPausedSince;
  }

  /** Since when the rollout stands still because of a failure. */
  Optional<Instant> rolloutPausedSince() {
    return rolloutPausedSince;
  }

  @Override
  public void changed(Optional<ApiObject> before, Optional<ApiObject> after) {
    ApiObject object = after.or(() -> before).orElseThrow();
    switch (object.kind()) {
      case POD -> pod((ApiObject.Pod) object, after.isPresent());
      case RECORD -> record((ApiObject.StoredTask) object, after.isPresent());
      case NODE -> node((ApiObject.Node) object, after.isPresent());
      case SERVICE -> {
        ApiObject.Service service = (ApiObject.Service) object;
        remember(service);
        checks.forEach(c -> c.service((ApiObject.Service) before.orElseThrow(), service));
      }
      case REVISION -> {
        // nothing depends on it
      }
    }
    checks.forEach(Check::stepDone);
  }

  private void remember(ApiObject.Service service) {
    Content content = service.declared().content();
    revisions.put(content.hash(), content.revision());
    past.service(service, target());
    boolean rolloutPaused = service.memory().rollout().map(Chronicle::paused).orElse(false);
    specPausedSince = since(specPausedSince, service.declared().spec().paused());
    rolloutPausedSince = since(rolloutPausedSince, rolloutPaused);
  }

  private static boolean paused(Rollout rollout) {
    return rollout.state().paused();
  }

  private Optional<Instant> since(Optional<Instant> known, boolean holds) {
    return holds ? known.or(() -> Optional.of(now())) : Optional.empty();
  }

  private void node(ApiObject.Node node, boolean there) {
    disturbances++;
    past.node(node, there, target());
  }

  private Life life(TaskIdentity identity) {
    Life known = lives.get(identity.name());
    if (known != null) {
      known.is(identity);
      return known;
    }
    Life made = new Life(identity, now(), answer);
    lives.put(identity.name(), made);
    slots.computeIfAbsent(made.slot(), s -> new TreeMap<>()).put(identity.attempt(), made);
    checks.forEach(c -> c.taskMade(made));
    return made;
  }

  private void pod(ApiObject.Pod pod, boolean there) {
    Life life = life(pod.identity());
    boolean made = there && life.pod.isEmpty();
    life.pod = there ? Optional.of(pod) : Optional.empty();
    life.node = pod.facts().nodeName();
    if (made) {
      checks.forEach(c -> c.podMade(life));
      life.uid = pod.facts().uid();
      life.podAt = life.podAt.or(() -> Optional.of(now()));
      life.latestPodAt = Optional.of(now());
      life.goneAt = Optional.empty();
      life.boundAt = Optional.empty();
    }
    if (!there) {
      life.goneAt = Optional.of(now());
    }
    if (life.boundAt.isEmpty() && !life.node.isEmpty()) {
      life.boundAt = Optional.of(now());
    }
    if (pod.facts().started()) {
      life.startedAt = life.startedAt.or(() -> Optional.of(now()));
    }
    if (pod.facts().ready()) {
      life.readyAt = life.readyAt.or(() -> Optional.of(now()));
    }
    life.readySince =
        pod.facts().ready() ? life.readySince.or(() -> Optional.of(now())) : Optional.empty();
    if (pod.finished()) {
      life.finishedAt = life.finishedAt.or(() -> Optional.of(now()));
    }
    PodView facts = pod.facts();
    boolean takenAway = life.toldAt.isEmpty() && (facts.deleting() || facts.disrupted() || !there);
    boolean ended = pod.finished() || refused(facts) || !there || takenAway;
    if (ended && life.endedAt.isEmpty()) {
      life.endedAt = Optional.of(now());
      life.untold = life.toldAt.isEmpty();
      disturbances += life.untold ? 1 : 0;
    }
    overlookable |= contested();
    checks.forEach(c -> c.pod(life));
  }

  /** The operator asks for a pod's deletion. */
  void told(String pod, String uid) {
    Life life = lives.get(pod);
    if (life != null && life.pod.isPresent() && life.uid.equals(uid)) {
      life.toldAt = life.toldAt.or(() -> Optional.of(now()));
    }
  }

  static boolean refused(PodView facts) {
    return facts.waitingReason().equals("ImagePullBackOff");
  }

  private void record(ApiObject.StoredTask record, boolean there) {
    Life life = life(record.task().identity());
    overlookable |= contested();
    if (there) {
      Life before = life;
      checks.forEach(c -> c.recordSaved(before, record.task()));
      life.record = Optional.of(record.task());
      disturbances += life.podAt.isEmpty() && record.task().state() == TaskState.REJECTED ? 1 : 0;
      checks.forEach(c -> c.record(life));
    } else {
      life.record = Optional.empty();
      life.last = Optional.of(record.task());
      life.forgotten = true;
      checks.forEach(c -> c.recordGone(life));
    }
  }
}
