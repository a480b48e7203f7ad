package io.swarmoperator.decide;

import java.time.Instant;

/**
 * A rollback (S§6.1, S§6.2) that holds the spec back, which stays as declared (D118): {@code
 * status.hold}.
 *
 * @param revision what runs instead
 * @param insteadOf what the spec says and is held back
 * @param cause who asked for it
 * @param since when it began
 */
public record Hold(long revision, long insteadOf, Cause cause, Instant since) {

  /** Who held the spec back. */
  public enum Cause {
    UPDATE_FAILED("UpdateFailed"),
    REQUESTED_BY_USER("RequestedByUser");

    private final String word;

    Cause(String word) {
      this.word = word;
    }

    /** The word as it stands in status. */
    public String word() {
      return word;
    }
  }
}
