package io.swarmoperator.plan;

import io.swarmoperator.api.Durations;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.BehaviourRule.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what is to fail in a plan.
 *
 * <pre>
 * failure = subject what
 * subject = "slot" NUMBER | "node" NAME | "new tasks"
 * what    = ("exits" | "exit") CODE "after" DURATION | "can't pull" | ("never schedules" | "never schedule")
 * </pre>
 *
 * A failure concerns tasks of the newest revision: in the plan of a change, the tasks that run what
 * was changed.
 */
final class FailureGrammar {
  private static final int HIGHEST_SLOT = 10_000;
  private static final int HIGHEST_CODE = 255;
  private static final Pattern WORD = Pattern.compile("\\S+");

  private record Word(String text, int column) {}

  private final String source;
  private final List<Word> words = new ArrayList<>();
  private int next;

  private FailureGrammar(String source) {
    this.source = source;
    Matcher matcher = WORD.matcher(source);
    while (matcher.find()) {
      words.add(new Word(matcher.group(), matcher.start() + 1));
    }
  }

  static BehaviourRule parse(String source) throws BadInputException {
    return new FailureGrammar(source).failure();
  }

  private BehaviourRule failure() throws BadInputException {
    BehaviourRule subject = subject();
    Behaviour behaviour = behaviour();
    if (next < words.size()) {
      throw expected("nothing more");
    }
    return new BehaviourRule(
        subject.slot(), subject.generation(), subject.revision(), subject.attempt(), behaviour);
  }

  private BehaviourRule subject() throws BadInputException {
    BehaviourRule all = BehaviourRule.all(Behaviour.DEFAULT).only(Generation.NEW);
    if (accept("slot")) {
      return all.slot(number(0, HIGHEST_SLOT, "the number of a slot"));
    }
    if (accept("node") && next < words.size()) {
      return all.slot(SlotId.onNode(words.get(next++).text()));
    }
    if (accept("new")) {
      require("tasks");
      return all;
    }
    throw expected("'slot N', 'node NAME' or 'new tasks'");
  }

  private Behaviour behaviour() throws BadInputException {
    if (accept("exits") || accept("exit")) {
      int code = number(0, HIGHEST_CODE, "an exit code from 0 to 255");
      require("after");
      return exit(code);
    }
    if (accept("can't")) {
      require("pull");
      return Behaviour.DEFAULT.with(Behaviour.Start.IMAGE_REFUSED);
    }
    if (accept("never")) {
      if (!accept("schedules") && !accept("schedule")) {
        throw expected("'schedules'");
      }
      return Behaviour.DEFAULT.with(Behaviour.Start.NEVER_SCHEDULES);
    }
    throw expected("'exits C after D', \"can't pull\" or 'never schedules'");
  }

  private Behaviour exit(int code) throws BadInputException {
    if (next < words.size()) {
      try {
        Behaviour behaviour =
            Behaviour.DEFAULT.exits(code, Durations.parse(words.get(next).text()));
        next++;
        return behaviour;
      } catch (IllegalArgumentException e) {
        throw expected("a duration such as 1s or 1m30s");
      }
    }
    throw expected("a duration such as 1s or 1m30s");
  }

  private int number(int lowest, int highest, String what) throws BadInputException {
    if (next < words.size() && words.get(next).text().matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(words.get(next).text());
      if (number >= lowest && number <= highest) {
        next++;
        return number;
      }
    }
    throw expected(what);
  }

  private boolean accept(String word) {
    boolean present = next < words.size() && words.get(next).text().equals(word);
    next += present ? 1 : 0;
    return present;
  }

  private void require(String word) throws BadInputException {
    if (!accept(word)) {
      throw expected("'" + word + "'");
    }
  }

  private BadInputException expected(String what) {
    boolean ended = next >= words.size();
    String found = ended ? "the end" : "'" + words.get(next).text() + "'";
    int column = ended ? source.length() + 1 : words.get(next).column();
    return new BadInputException(
        "--fail \"" + source + "\", column " + column + ": expected " + what + ", found " + found);
  }
}
