package io.swarmoperator.sandbox;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * One step of the tour.
 *
 * @param say what happens, in a sentence
 * @param kubectl what a user types after "kubectl"
 * @param output what of the command's own output is worth showing
 * @param until what to wait for, in a sentence
 * @param done tells from the scene before the command and the one now that it came about
 */
record TourStep(
    String say, List<String> kubectl, Output output, String until, BiPredicate<Scene, Scene> done) {

  /** What to show of a command's output. */
  enum Output {
    FIRST_LINE,
    ALL
  }

  static TourStep of(
      String say, List<String> kubectl, String until, BiPredicate<Scene, Scene> done) {
    return new TourStep(say, kubectl, Output.FIRST_LINE, until, done);
  }

  /** A step that only looks. */
  static TourStep look(String say, String... kubectl) {
    return new TourStep(say, List.of(kubectl), Output.ALL, "nothing", (before, now) -> true);
  }

  /** The command as one types it in a shell. */
  String commandLine() {
    var line = new StringBuilder("kubectl");
    for (var word : kubectl) {
      var plain = word.matches("[\\w@%+=:,./-]+");
      line.append(' ').append(plain ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return line.toString();
  }
}
