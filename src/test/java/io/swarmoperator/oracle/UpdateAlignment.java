package io.swarmoperator.oracle;

import io.swarmoperator.oracle.Story.UpdateMoment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the changes of the update's status on both sides beside each other, in order and so that as
 * little as possible is left over or far apart.
 */
final class UpdateAlignment {
  /** So far apart would two equal changes have to be to be taken for different ones. */
  private static final double LEFT_OVER = Duration.ofMinutes(1).toMillis();

  private final List<UpdateMoment> recorded;
  private final List<UpdateMoment> replayed;
  private final double[][] cost;

  /** Takes what was found, in order. */
  interface Reader {
    void both(UpdateMoment recorded, UpdateMoment replayed);

    void onlyRecorded(UpdateMoment moment);

    void onlyReplayed(UpdateMoment moment);
  }

  private UpdateAlignment(List<UpdateMoment> recorded, List<UpdateMoment> replayed) {
    this.recorded = new ArrayList<>(recorded);
    this.replayed = new ArrayList<>(replayed);
    this.cost = new double[recorded.size() + 1][replayed.size() + 1];
    for (int i = recorded.size(); i >= 0; i--) {
      for (int j = replayed.size(); j >= 0; j--) {
        cost[i][j] = cheapest(i, j);
      }
    }
  }

  static void read(List<UpdateMoment> recorded, List<UpdateMoment> replayed, Reader reader) {
    new UpdateAlignment(recorded, replayed).tell(reader);
  }

  private double cheapest(int i, int j) {
    double best = i == recorded.size() && j == replayed.size() ? 0 : Double.MAX_VALUE;
    if (i < recorded.size()) {
      best = Math.min(best, LEFT_OVER / 2 + cost[i + 1][j]);
    }
    if (j < replayed.size()) {
      best = Math.min(best, LEFT_OVER / 2 + cost[i][j + 1]);
    }
    return same(i, j) ? Math.min(best, apart(i, j) + cost[i + 1][j + 1]) : best;
  }

  private boolean same(int i, int j) {
    return i < recorded.size()
        && j < replayed.size()
        && recorded.get(i).state().equals(replayed.get(j).state())
        && recorded.get(i).message().equals(replayed.get(j).message());
  }

  private double apart(int i, int j) {
    return recorded.get(i).at().minus(replayed.get(j).at()).abs().toMillis();
  }

  private void tell(Reader reader) {
    int i = 0;
    int j = 0;
    while (i < recorded.size() || j < replayed.size()) {
      if (same(i, j) && cost[i][j] == apart(i, j) + cost[i + 1][j + 1]) {
        reader.both(recorded.get(i++), replayed.get(j++));
      } else if (i < recorded.size() && cost[i][j] == LEFT_OVER / 2 + cost[i + 1][j]) {
        reader.onlyRecorded(recorded.get(i++));
      } else {
        reader.onlyReplayed(replayed.get(j++));
      }
    }
  }
}
