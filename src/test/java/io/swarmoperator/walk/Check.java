package io.swarmoperator.walk;

import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.faults.Audit;
import io.swarmoperator.sim.ApiObject;

/** One thing that must hold; it is told of all that happens, after the chronicle has noted it. */
abstract class Check implements Audit {
  private final Chronicle chronicle;
  private final String name = getClass().getSimpleName();

  Check(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  /** What an offence is told under. */
  String name() {
    return name;
  }

  /** Something was there that could have offended. */
  final void judged() {
    chronicle.judgements().add(name);
  }

  /** The same, of a case that is counted apart, as it is rare. */
  final void judged(String which) {
    chronicle.judgements().add(name + " " + which);
  }

  /** What is known of the walk. */
  Chronicle chronicle() {
    return chronicle;
  }

  /** A pod was made, has changed or is gone. */
  void pod(Life life) {}

  /** A pod was made. */
  void podMade(Life life) {}

  /** A task is seen for the first time, by its record or its pod. */
  void taskMade(Life life) {}

  /** A record is being saved; the life still has the one before. */
  void recordSaved(Life before, TaskRecord after) {}

  /** A record was saved. */
  void record(Life life) {}

  /** A record was deleted. */
  void recordGone(Life life) {}

  /** Something has happened, and everyone was told of it. */
  void stepDone() {}

  /** The service has changed. */
  void service(ApiObject.Service before, ApiObject.Service after) {}

  /** Nothing more happens by itself. */
  void atRest() {}

  /**
   * Whether it holds also while two operators lead. The API server guards each object, but not one
   * by another: of what spans several slots, each of the two may take its share before it has seen
   * what the other took.
   */
  boolean holdsUnderTwo() {
    return true;
  }

  void offend(String text) {
    if (holdsUnderTwo() || !chronicle.contested()) {
      chronicle.offend(this, text);
    }
  }

  @Override
  public void offence(String what) {
    // whoever told it has told all checks
  }
}
