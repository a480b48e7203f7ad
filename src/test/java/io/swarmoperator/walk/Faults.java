package io.swarmoperator.walk;

import io.swarmoperator.faults.Mishaps.Fate;
import io.swarmoperator.sim.ApiObject.Kind;
import java.time.Duration;

/** What is done to the operator. */
final class Faults {
  private Faults() {}

  static Deed write(Fate fate, int spared, Duration down) {
    String which = "the operator's next write" + (spared == 0 ? "" : " but " + spared);
    String back = ", the next one starts after " + seconds(down);
    String what =
        switch (fate) {
          case LOST -> which + " is lost";
          case ANSWER_LOST -> which + " is applied, its answer lost";
          case DIES_BEFORE -> "the operator dies before " + which + back;
          case DIES_AFTER -> "the operator dies after " + which + back;
        };
    return Deed.fault(what, s -> s.operators().befall(fate, spared, down));
  }

  static Deed stall(Kind kind, Duration time) {
    return Deed.fault(
        "the watch of " + kind + "s shows nothing for " + seconds(time),
        s -> s.operators().stall(kind, time));
  }

  static Deed kill(Duration down) {
    return Deed.fault(
        "the operator dies, the next one starts after " + seconds(down),
        s -> s.operators().kill(down));
  }

  static Deed secondLeader(Duration overlap, Duration stale) {
    return Deed.fault(
        "a second operator leads, which sees nothing new for "
            + seconds(stale)
            + "; the first one stops after "
            + seconds(overlap),
        s -> s.operators().secondLeader(overlap, stale));
  }

  static Deed freeze(Duration time, Duration overlap) {
    return Deed.fault(
        "the operator stands still for "
            + seconds(time)
            + ", another one leads from half of it on, both for "
            + seconds(overlap)
            + " in the end",
        s -> s.operators().freeze(time, overlap));
  }

  private static String seconds(Duration time) {
    return time.toMillis() / 1000.0 + " s";
  }
}
