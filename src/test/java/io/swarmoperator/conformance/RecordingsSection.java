package io.swarmoperator.conformance;

import io.swarmoperator.oracle.RecordingAgreement;

/**
 * Every recorded timeline of a real Swarm with how far its replay agrees.
 *
 * @param agreement of all of them
 */
record RecordingsSection(RecordingAgreement agreement) implements Section {
  @Override
  public String heading() {
    return "Recordings";
  }

  @Override
  public String counts() {
    return agreement.counts();
  }

  @Override
  public String text() {
    return agreement.text();
  }
}
