package io.swarmoperator.walk;

import io.swarmoperator.walk.Script.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes a script of a seed. What can happen stands in {@link Vocabulary}. */
final class Generator {
  private static final Duration BRIEF = Duration.ofSeconds(3);
  private static final Duration LONG = Duration.ofSeconds(12);

  /** Of so many one walk is that of a replicated service in a hurry, and one of a global one. */
  private static final int HURRIED = 40;

  private Generator() {}

  static Script script(long seed) {
    Dice dice = new Dice(seed);
    Walked walked = Walked.of(seed);
    if (seed % HURRIED == 38 || seed % HURRIED == 1) {
      return storm(seed, dice, Script.Kind.STORM, Vocabulary.changesInMidUpdate(dice, walked));
    }
    return switch (dice.below(8)) {
      case 0, 1 -> paced(seed, dice, Vocabulary.onOneNode(dice, walked));
      case 2, 3 -> paced(seed, dice, Vocabulary.onNodesThatChange(dice, walked));
      case 4 -> storm(seed, dice, Script.Kind.STEADY, Vocabulary.nothingThatFails(dice, walked));
      default -> storm(seed, dice, Script.Kind.STORM, Vocabulary.everything(dice, walked));
    };
  }

  /** Moves and faults at any time. */
  private static Script storm(long seed, Dice dice, Script.Kind kind, Vocabulary vocabulary) {
    List<Line> lines = new ArrayList<>();
    int count = dice.from(6, 14);
    for (int i = 0; i < count; i++) {
      boolean fault = dice.chance(40);
      Deed deed = fault ? vocabulary.fault() : vocabulary.move();
      lines.add(new Line(dice.upTo(dice.chance(60) ? BRIEF : LONG), deed));
    }
    return new Script(seed, vocabulary.setup(), kind, lines);
  }

  /** Each move has its effect before the next, however much befalls the operator meanwhile. */
  private static Script paced(long seed, Dice dice, Vocabulary vocabulary) {
    List<Line> lines = new ArrayList<>();
    if (dice.chance(30)) {
      lines.add(new Line(dice.upTo(BRIEF), vocabulary.fault()));
    }
    lines.add(new Line(Duration.ZERO, Moves.rest()));
    int count = dice.from(2, 5);
    for (int i = 0; i < count; i++) {
      for (int faults = dice.below(2); faults > 0; faults--) {
        lines.add(new Line(Duration.ZERO, vocabulary.fault()));
      }
      lines.add(new Line(dice.upTo(BRIEF), vocabulary.move()));
      for (int faults = dice.below(3); faults > 0; faults--) {
        lines.add(new Line(dice.upTo(BRIEF), vocabulary.fault()));
      }
      lines.add(new Line(Duration.ZERO, Moves.rest()));
    }
    return new Script(seed, vocabulary.setup(), Script.Kind.PACED, lines);
  }
}
