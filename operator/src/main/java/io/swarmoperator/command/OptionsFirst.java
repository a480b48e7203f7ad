package io.swarmoperator.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Cluster and namespace may stand before the command, as {@code swarm -n shop ls}, because kubectl
 * takes them there: they are put behind it.
 */
public final class OptionsFirst implements IParameterPreprocessor {
  private static final Set<String> OPTIONS =
      Set.of("-n", "--namespace", "--context", "--kubeconfig");

  /** The word that names the command; empty when there is none. */
  public static String command(String... args) {
    int place = 0;
    while (place < args.length && isOption(args[place])) {
      place += holdsItsValue(args[place]) ? 1 : 2;
    }
    return place < args.length ? args[place] : "";
  }

  @Override
  @SuppressWarnings("JdkObsolete") // picocli's own
  public boolean preprocess(
      Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    Deque<String> begin = new ArrayDeque<>();
    while (!args.isEmpty() && isOption(args.peek())) {
      boolean whole = holdsItsValue(args.peek());
      begin.push(args.pop());
      if (!whole && !args.isEmpty()) {
        begin.push(args.pop());
      }
    }
    if (args.isEmpty() || begin.isEmpty()) {
      putBack(begin, args);
      return false;
    }
    String name = args.pop();
    putBack(begin, args);
    args.push(name);
    return false;
  }

  /** Each command's start goes by here: a loop costs it less than a lambda. */
  private static void putBack(Deque<String> last, List<String> args) {
    for (String arg : last) {
      args.add(arg);
    }
  }

  /** Whether a word is such an option. */
  public static boolean isOption(String arg) {
    int sign = arg.indexOf('=');
    return OPTIONS.contains(sign < 0 ? arg : arg.substring(0, sign)) || isShort(arg);
  }

  private static boolean holdsItsValue(String arg) {
    return arg.contains("=") || isShort(arg);
  }

  /** The namespace right behind its letter. */
  private static boolean isShort(String arg) {
    return arg.startsWith("-n") && arg.length() > 2;
  }
}
