package io.swarmoperator.cli;

import io.swarmoperator.command.OptionsFirst;
import io.swarmoperator.connect.ServerWords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Arguments that a command can't take are told in one sentence, with what was meant if it is near.
 */
final class WrongArguments implements IParameterExceptionHandler {
  private static final int FAILED = 1;

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    String sentence = ServerWords.oneLine(sentence(wrong));
    String help = (sentence.endsWith("?") ? " See " : "; see ") + name(command) + " --help";
    command.getErr().println("swarm: " + sentence + help);
    return FAILED;
  }

  private static String sentence(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unknown && !unknown.getUnmatched().isEmpty()) {
      return unknown(unknown.getUnmatched().get(0), wrong.getCommandLine());
    }
    String words = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("").strip();
    return words.replaceFirst(" is not an? (int|long|float|double)$", " is not a number");
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private static String unknown(String word, CommandLine command) {
    String name = name(command);
    if (OptionsFirst.isOption(word) && !command.getSubcommands().isEmpty()) {
      return "a command is missing after " + word;
    }
    if (word.startsWith("-")) {
      return DockerOnly.option(command.getCommandName(), word)
          .orElseGet(() -> "unknown option " + word + " of " + name + option(word, command));
    }
    if (command.getSubcommands().isEmpty()) {
      return name + " takes no further argument: " + word;
    }
    return DockerOnly.command(command.getCommandName(), word)
        .orElseGet(
            () ->
                "unknown command: "
                    + name
                    + " "
                    + word
                    + meant(word, command.getSubcommands().keySet()));
  }

  /** Of an update's fields only those have an option that are changed most. */
  private static String option(String word, CommandLine command) {
    List<String> known = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
    String meant = meant(word.replaceFirst("=.*", ""), known);
    return meant.isEmpty() && command.getCommandName().equals("update")
        ? ": what it has no option for is changed by kubectl edit or apply"
        : meant;
  }

  private static String meant(String word, Collection<String> known) {
    List<String> shown = known.stream().filter(k -> !k.startsWith("rehearse")).toList();
    return Nearest.of(word, shown).map(n -> "; did you mean " + n + "?").orElse("");
  }
}
