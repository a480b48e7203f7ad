package io.swarmoperator.command;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;

/**
 * The same done to several objects: what can't be done to one keeps it from no other, and in the
 * end all that went wrong is told.
 */
final class OneByOne {
  private final String server;
  private final List<String> problems = new ArrayList<>();

  /**
   * For the objects of one command.
   *
   * @param server where the API server is
   */
  OneByOne(String server) {
    this.server = server;
  }

  /**
   * Does it to one.
   *
   * @param whose what goes before the problem; may be empty
   * @throws CommandFailure when the others would come to the same
   */
  void act(String whose, Runnable action) {
    try {
      action.run();
    } catch (CommandFailure e) {
      problem(whose, e.getMessage());
    } catch (KubernetesClientException e) {
      boolean one = Refusals.ofOneObject(e);
      problem(one ? whose : "", Refusals.told(e, server).getMessage());
      if (!one) {
        end();
      }
    }
  }

  private void problem(String whose, String words) {
    problems.add(whose.isEmpty() ? words : whose + ": " + words);
  }

  /**
   * Ends the command.
   *
   * @throws CommandFailure naming each problem, when there are any
   */
  void end() {
    if (!problems.isEmpty()) {
      throw new CommandFailure(String.join("; ", problems));
    }
  }
}
