package io.swarmoperator.docs;

import java.util.ArrayList;
import java.util.List;

/** The commands of a page: what stands after a dollar sign in a block that is a console's. */
final class CommandBlocks {
  private static final String BLOCK = "```console";
  private static final String END = "```";
  private static final String PROMPT = "$ ";

  private CommandBlocks() {}

  /**
   * One command.
   *
   * @param line of the page, from 1
   * @param command without what a remark says of it
   * @param output what the page shows of its output, line by line
   */
  record Command(int line, String command, List<String> output) {
    @Override
    public String toString() {
      return "line " + line + ": " + command;
    }
  }

  static List<Command> of(String page) {
    List<Command> commands = new ArrayList<>();
    List<String> output = new ArrayList<>();
    boolean inside = false;
    int number = 0;
    for (String line : page.split("\n", -1)) {
      number++;
      if (!inside) {
        inside = line.equals(BLOCK);
      } else if (line.equals(END)) {
        inside = false;
      } else if (line.startsWith(PROMPT)) {
        output = new ArrayList<>();
        commands.add(new Command(number, bare(line.substring(PROMPT.length())), output));
      } else {
        output.add(line);
      }
    }
    return commands;
  }

  private static String bare(String line) {
    return line.replaceFirst("\\s+# .*$", "").strip();
  }
}
