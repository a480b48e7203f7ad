package io.swarmoperator.sim;

import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.Request;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import java.util.Optional;

/** An object as the API server has it, with its resource version. */
public sealed interface ApiObject {

  /** What is watched, each by a watch of its own: one watch is in order, two are not. */
  enum Kind {
    NODE,
    REVISION,
    RECORD,
    POD,
    SERVICE
  }

  /** Its kind. */
  Kind kind();

  /** Its name. */
  String name();

  /**
   * The service.
   *
   * @param generation raised by each change of what is declared
   */
  record Service(
      long version,
      long generation,
      Declared declared,
      Optional<Request> request,
      Memory memory,
      Optional<ServiceStatus> status)
      implements ApiObject {
    @Override
    public Kind kind() {
      return Kind.SERVICE;
    }

    @Override
    public String name() {
      return declared.spec().name();
    }
  }

  /** A node; the view's own counts are the observer's. */
  record Node(long version, NodeView facts) implements ApiObject {
    @Override
    public Kind kind() {
      return Kind.NODE;
    }

    @Override
    public String name() {
      return facts.name();
    }
  }

  /** A revision; its name is its content's hash. */
  record Revision(long version, long number, Content content) implements ApiObject {
    @Override
    public Kind kind() {
      return Kind.REVISION;
    }

    @Override
    public String name() {
      return content.hash();
    }
  }

  /** A task's record. */
  record StoredTask(long version, TaskRecord task) implements ApiObject {
    @Override
    public Kind kind() {
      return Kind.RECORD;
    }

    @Override
    public String name() {
      return task.identity().name();
    }
  }

  /** A task's pod. */
  record Pod(long version, TaskIdentity identity, PodView facts) implements ApiObject {
    @Override
    public Kind kind() {
      return Kind.POD;
    }

    @Override
    public String name() {
      return identity.name();
    }

    /** The same pod, but told to go. */
    public Pod deleting() {
      return new Pod(version, identity, copy(facts, true, facts.gone()));
    }

    /** What was last seen of a pod that is no more. */
    public Pod gone() {
      return new Pod(version, identity, copy(facts, true, true));
    }

    static PodView copy(PodView f, boolean deleting, boolean gone) {
      return new PodView(
          f.uid(),
          f.createdAt(),
          f.nodeName(),
          f.phase(),
          f.schedulerMessage(),
          f.waitingReason(),
          f.waitingMessage(),
          f.started(),
          f.ready(),
          f.exitCode(),
          f.terminatedReason(),
          f.terminatedMessage(),
          f.podReason(),
          f.podMessage(),
          f.ranFor(),
          deleting,
          f.disrupted(),
          gone,
          f.imageId(),
          f.spot(),
          f.bucket(),
          f.obstacle());
    }

    /** Whether its containers have ended. */
    public boolean finished() {
      return facts.phase() == PodView.Phase.SUCCEEDED || facts.phase() == PodView.Phase.FAILED;
    }
  }
}
