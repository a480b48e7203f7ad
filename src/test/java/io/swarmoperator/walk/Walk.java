package io.swarmoperator.walk;

import io.swarmoperator.faults.Parts;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays scripts. */
final class Walk {
  private final Parts parts;

  /** Walks with an operator made of these parts. */
  Walk(Parts parts) {
    this.parts = parts;
  }

  /**
   * What came of a script.
   *
   * @param offences what must not have happened, in order
   * @param rests what it came to at each that is compared
   * @param judgements how often each thing that must hold was looked at
   * @param lines what happened, for a reader
   */
  record Result(
      List<Offence> offences, Map<String, Upshot> rests, Judgements judgements, String lines) {
    Optional<Offence> first() {
      return offences.stream().findFirst();
    }
  }

  /** Plays a script without its faults, then with them; both must come to the same. */
  Result play(Script script) {
    Result plain = run(script, false);
    if (!plain.offences().isEmpty()) {
      return plain;
    }
    Result faulty = run(script, true);
    faulty.judgements().add(plain.judgements());
    if (!faulty.offences().isEmpty()) {
      return faulty;
    }
    faulty.judgements().add(Whole.SAME_WITHOUT_FAULTS.word());
    return difference(plain.rests(), faulty.rests())
        .map(text -> new Offence(Whole.SAME_WITHOUT_FAULTS.word(), 0, text))
        .map(o -> new Result(List.of(o), faulty.rests(), faulty.judgements(), faulty.lines()))
        .orElse(faulty);
  }

  /** Of the rests that both have come to. */
  private static Optional<String> difference(
      Map<String, Upshot> plain, Map<String, Upshot> faulty) {
    return faulty.entrySet().stream()
        .filter(rest -> plain.containsKey(rest.getKey()))
        .filter(rest -> !rest.getValue().same(plain.get(rest.getKey())))
        .map(
            rest ->
                "%s: %s%n  without faults: %s"
                    .formatted(rest.getKey(), rest.getValue(), plain.get(rest.getKey())))
        .findFirst();
  }

  private Result run(Script script, boolean faults) {
    Setup setup = faults ? script.setup() : script.setup().prompt();
    Stage stage = new Stage(script, setup, parts);
    try {
      for (Script.Line line : script.lines()) {
        if (faults || !line.deed().fault()) {
          stage.pass(line.after());
          line.deed().action().accept(stage);
        }
        if (!stage.chronicle().offences().isEmpty()) {
          break; // what follows from it says nothing
        }
      }
      if (stage.chronicle().offences().isEmpty() && !script.paced()) {
        stage.calmDown();
        stage.recover();
      }
    } catch (RuntimeException e) {
      stage
          .chronicle()
          .offend(Whole.EXCEPTION, e + " at " + List.of(e.getStackTrace()).subList(0, 6));
    } finally {
      stage.operators().end();
    }
    return new Result(
        List.copyOf(stage.chronicle().offences()),
        Collections.unmodifiableMap(stage.rests()),
        stage.chronicle().judgements(),
        stage.lines());
  }
}
