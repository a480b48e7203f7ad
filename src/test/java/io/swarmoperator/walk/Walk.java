package io.swarmoperator.walk;

import io.swarmoperator.faults.Parts;
import java.util.List;
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
   * @param judgements how often each thing that must hold was looked at
   * @param lines what happened, for a reader
   */
  record Result(List<Offence> offences, List<Upshot> rests, Judgements judgements, String lines) {
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
    return difference(script, plain.rests(), faulty.rests())
        .map(text -> new Offence(Whole.SAME_WITHOUT_FAULTS.word(), 0, text))
        .map(o -> new Result(List.of(o), faulty.rests(), faulty.judgements(), faulty.lines()))
        .orElse(faulty);
  }

  /** Of all rests, or of what everything has come to in the end. */
  private static Optional<String> difference(
      Script script, List<Upshot> plain, List<Upshot> faulty) {
    for (int i = script.paced() ? 0 : plain.size() - 1; i < plain.size(); i++) {
      Upshot expected = plain.get(i);
      Upshot found = faulty.get(script.paced() ? i : faulty.size() - 1);
      if (!found.same(expected)) {
        return Optional.of("rest %d: %s%n  without faults: %s".formatted(i + 1, found, expected));
      }
    }
    return Optional.empty();
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
        List.copyOf(stage.rests()),
        stage.chronicle().judgements(),
        stage.lines());
  }
}
