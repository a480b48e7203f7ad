package io.swarmoperator.sandbox;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Walks through steps, showing each command a user would type and the table of tasks after it. */
final class Tour {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Kubectl kubectl;
  private final Follower follower;
  private final PrintWriter out;

  Tour(Kubectl kubectl, Follower follower, PrintWriter out) {
    this.kubectl = kubectl;
    this.follower = follower;
    this.out = out;
  }

  void walk(List<TourStep> steps) {
    steps.forEach(this::walk);
  }

  private void walk(TourStep step) {
    out.printf("%n# %s%n$ %s%n", step.say(), step.commandLine());
    out.flush();
    var before = follower.scene(Sandbox.EXAMPLE);
    var result = kubectl.run(step.kubectl().toArray(String[]::new));
    if (result.exitCode() != 0) {
      throw new ControlPlaneException(step.commandLine() + " failed: " + result.text());
    }
    out.println(output(step, result.text()));
    out.flush();
    var after =
        follower.await(Sandbox.EXAMPLE, step.until(), LIMIT, now -> step.done().test(before, now));
    out.println();
    out.print(after.table(Clock.systemUTC().instant()));
    out.flush();
  }

  private static String output(TourStep step, String text) {
    var first = text.lines().findFirst().orElse("");
    return step.output() == TourStep.Output.ALL || step.kubectl().get(0).equals("get")
        ? text
        : first;
  }
}
