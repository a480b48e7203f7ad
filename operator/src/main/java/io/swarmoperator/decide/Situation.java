package io.swarmoperator.decide;

import java.time.Instant;

/**
 * What is observed, seen with one memory, and what the rules say of its slots.
 *
 * @param world what is observed
 * @param restarts what is restarted there, and when
 * @param slots which of them stay, go and are to come
 */
record Situation(World world, RestartSupervisor restarts, Slots slots) {

  static Situation of(ServiceView view, Instant now) {
    World world = new World(view, now);
    RestartSupervisor restarts = new RestartSupervisor(world);
    return new Situation(world, restarts, new Slots(world, restarts));
  }

  Memory memory() {
    return world.memory();
  }

  ServiceStatus status() {
    return new StatusSummary(world, slots, restarts).status();
  }
}
