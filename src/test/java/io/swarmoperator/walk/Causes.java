package io.swarmoperator.walk;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.faults.Seen;
import io.swarmoperator.sim.ApiObject.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a decision may tell a task to stop. What counts is what is true of the very task; of what the
 * watches show late also what was true until then. Nodes are not among that: before a task is taken
 * away for its node's sake the API server is asked for it.
 */
final class Causes {
  /** Its time counts from the decision; what a step sends before its pod takes so long at most. */
  private static final Duration REQUESTS = Duration.ofMillis(200);

  private final Chronicle chronicle;
  private final Seen seen;
  private final Map<SlotId, TaskIdentity> coming;
  private final Surplus surplus;

  Causes(Chronicle chronicle, Seen seen, Plan plan) {
    this.chronicle = chronicle;
    this.seen = seen;
    this.coming = Coming.of(seen, plan);
    this.surplus = new Surplus(chronicle, seen, plan);
  }

  boolean has(Life life) {
    return hasBesideUpdates(life) || replaced(life) || superseded(life) || isOneTooMany(life);
  }

  /** Whether it would have to stop also if the service were meant to run what it runs. */
  boolean hasBesideUpdates(Life life) {
    return leaves(life)
        || surplus.has(life)
        || isOver(life)
        || refused(life)
        || overdue(life)
        || unplaced(life);
  }

  /** Its own node gives it away, doesn't meet its constraints, is lost, or was deleted. */
  boolean leaves(Life life) {
    List<NodeView> node = chronicle.past().node(life, seen.at());
    return chronicle.past().gone(life)
        || chronicle.past().down(life, seen.at())
        || node.stream().anyMatch(n -> n.availability() == Availability.DRAIN)
        || node.stream().anyMatch(n -> unfit(life, n));
  }

  /**
   * By the constraints of what the service is meant to run, which nobody enforces but on active
   * nodes (S§10.5); while it awaits its update, also by those that it was made with (D57).
   */
  private boolean unfit(Life life, NodeView node) {
    if (node.availability() != Availability.ACTIVE) {
      return false;
    }
    return services()
        .filter(service -> !service.target().placement().allows(node))
        .anyMatch(
            service ->
                !awaitsUpdate(life, service) || !chronicle.revision(life).placement().allows(node));
  }

  private static boolean awaitsUpdate(Life life, Past.Declared service) {
    boolean rollout =
        service
            .memory()
            .rollout()
            .filter(r -> r.state().active() || r.state().paused())
            .isPresent();
    return rollout
        && !service.spec().mode().perNode()
        && !life.identity.revision().equals(service.target().hash());
  }

  /** The job runs again, or another one has done the work of this iteration's slot meanwhile. */
  private boolean isOver(Life life) {
    if (!chronicle.mode().job()) {
      return false;
    }
    boolean done =
        chronicle.slot(life.slot()).stream()
            .filter(o -> o != life && o.identity.iteration() == life.identity.iteration())
            .flatMap(o -> o.known().stream())
            .anyMatch(r -> r.state() == TaskState.COMPLETE);
    return life.identity.iteration() != chronicle.iteration() || done;
  }

  /**
   * It isn't what the service is meant to run, and its slot has one that is, or gets it now. One
   * that a start-first step has put beside it has to run before.
   */
  private boolean replaced(Life life) {
    return services().anyMatch(service -> !runs(life, service.target()) && hasOther(life, service));
  }

  /** A newer one of its slot, which is what the service is meant to run, has come to run. */
  private boolean superseded(Life life) {
    return chronicle.slot(life.slot()).stream()
        .filter(o -> o.attempt() > life.attempt() && kept(o) && hasRun(o))
        .anyMatch(o -> services().anyMatch(service -> runs(o, service.target())));
  }

  /**
   * No rollout is under way, and one failed for good in a slot that held two: none of them is what
   * the service is meant to run, and a newer one runs (D12).
   */
  private boolean isOneTooMany(Life life) {
    boolean under =
        services().allMatch(s -> s.memory().rollout().filter(r -> !r.state().done()).isPresent());
    List<Life> others =
        chronicle.slot(life.slot()).stream().filter(o -> o != life && kept(o)).toList();
    return !under
        && others.stream().anyMatch(o -> o.attempt() > life.attempt() && hasRun(o))
        && services().anyMatch(s -> others.stream().noneMatch(o -> live(o) && runs(o, s.target())));
  }

  private static boolean live(Life life) {
    return life.record.map(r -> !r.state().ended()).orElse(life.atWork());
  }

  private boolean hasRun(Life life) {
    return life.readyAt.filter(at -> !at.isAfter(seen.knowsUntil(Kind.POD))).isPresent();
  }

  private boolean hasOther(Life life, Past.Declared service) {
    boolean comes =
        Optional.ofNullable(coming.get(life.slot()))
            .filter(t -> t.reason().byUpdater())
            .filter(t -> t.revision().equals(service.target().hash()))
            .isPresent();
    Optional<Integer> run =
        service.memory().rollout().filter(r -> r.state().active()).map(Rollout::number);
    return comes
        || chronicle.slot(life.slot()).stream()
            .filter(o -> o != life && kept(o) && runs(o, service.target()))
            .anyMatch(o -> o.readyAt.isPresent() || !beside(o, run));
  }

  private static boolean beside(Life other, Optional<Integer> run) {
    return other.atWork()
        && run.filter(r -> r == other.identity.rollout()).isPresent()
        && other.identity.reason().byUpdater();
  }

  private static boolean kept(Life life) {
    return life.known().map(r -> !r.desired().stops()).orElse(life.atWork())
        && life.toldAt.isEmpty()
        && !life.forgotten;
  }

  /** What differs in its placement only and may stay is what it should be (S§5.2). */
  private boolean runs(Life life, Revision target) {
    boolean same = life.identity.revision().equals(target.hash());
    boolean samePlacementAside =
        chronicle.revision(life).unplacedHash().equals(target.unplacedHash());
    return same
        || (samePlacementAside
            && chronicle.past().node(life, seen.at()).stream()
                .allMatch(target.placement()::allows));
  }

  private static boolean refused(Life life) {
    return life.pod.filter(p -> Chronicle.refused(p.facts())).isPresent();
  }

  /** It had a deadline, which is over, and nobody could know that it runs. */
  private boolean overdue(Life life) {
    boolean ran =
        life.known().flatMap(TaskRecord::runningAt).isPresent()
            || life.readySince.filter(at -> !at.isAfter(seen.knowsUntil(Kind.POD))).isPresent();
    Instant made = life.latestPodAt.orElse(life.seenAt).minus(REQUESTS);
    Instant since =
        life.known()
            .map(r -> r.startAfter().filter(r.createdAt()::isBefore).orElse(r.createdAt()))
            .filter(made::isAfter)
            .orElse(made);
    return !ran
        && services()
            .flatMap(service -> service.spec().progressDeadline().stream())
            .map(since::plus)
            .anyMatch(deadline -> !deadline.isAfter(chronicle.now()));
  }

  /** It waits in vain for a place, as far as is known, and another one waits instead. */
  private boolean unplaced(Life life) {
    boolean placed = life.boundAt.filter(at -> !at.isAfter(seen.knowsUntil(Kind.POD))).isPresent();
    boolean other = chronicle.slot(life.slot()).stream().anyMatch(o -> o != life && kept(o));
    return !placed && (other || coming.containsKey(life.slot()));
  }

  /**
   * Whether a worker has come to its slot before: what that has made waits for it, also since an
   * earlier run whose operator died, or has come to run beside it in the present run, or what was
   * right was left there. Or its replacement on another node has come to run.
   */
  boolean givesWay(Life life) {
    Optional<Rollout> run = chronicle.memory().rollout();
    return chronicle.slot(life.slot()).stream()
        .filter(other -> other != life)
        .anyMatch(o -> movesFrom(o, life) || run.filter(r -> takesOver(o, life, r)).isPresent());
  }

  private static boolean takesOver(Life other, Life life, Rollout run) {
    TaskIdentity task = other.identity;
    boolean waitsForIt = other.podAt.isEmpty() && other.record.isPresent();
    boolean newer = task.reason().byUpdater() && other.attempt() > life.attempt();
    boolean runs = task.rollout() == run.number() && other.readyAt.isPresent();
    return (newer && (waitsForIt || runs)) || other.leftIn(run.number()).isPresent();
  }

  private static boolean movesFrom(Life other, Life life) {
    Reason reason = other.identity.reason();
    boolean moves =
        reason == Reason.NODE_DRAINED || reason == Reason.NODE_DOWN || reason == Reason.EVICTED;
    return moves && other.attempt() > life.attempt() && other.readyAt.isPresent();
  }

  private Stream<Past.Declared> services() {
    return chronicle.past().services(seen.knowsUntil(Kind.SERVICE)).stream();
  }
}
