package io.swarmoperator.oracle;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.sim.Declared;
import java.time.Duration;

/** Something done to the service or its cluster in the course of a recording. */
sealed interface Command {

  /** Offset from the start of the recording. */
  Duration at();

  /** The service is declared anew, maybe as it was. */
  record Apply(Duration at, Declared declared) implements Command {}

  /** {@code docker service rollback}. */
  record Rollback(Duration at) implements Command {}

  /** A paused update is to go on, where any write of the spec does that in Swarm. */
  record Resume(Duration at) implements Command {}

  /** {@code docker node update --availability}. */
  record SetAvailability(Duration at, String node, Availability availability) implements Command {}

  /** A node gets a label, or loses it where the value is empty. */
  record Label(Duration at, String node, String key, String value) implements Command {}

  /** A node loses its power, its engine or its link; nobody knows yet. */
  record CutOff(Duration at, String node) implements Command {}

  /** The managers take a node as down. */
  record NodeDown(Duration at, String node) implements Command {}

  /** A node is back. */
  record NodeUp(Duration at, String node) implements Command {}

  /** {@code docker node rm}. */
  record RemoveNode(Duration at, String node) implements Command {}
}
