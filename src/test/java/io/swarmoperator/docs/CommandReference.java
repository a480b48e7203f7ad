package io.swarmoperator.docs;

import io.swarmoperator.command.ClusterCommand;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the command line takes, as tables. */
final class CommandReference {
  private CommandReference() {}

  static String of(CommandLine line) {
    StringBuilder text = new StringBuilder();
    line.getSubcommands().values().stream()
        .distinct()
        .filter(command -> !command.getCommandSpec().usageMessage().hidden())
        .forEach(command -> write(command, text));
    return text.toString();
  }

  private static void write(CommandLine command, StringBuilder text) {
    CommandSpec spec = command.getCommandSpec();
    boolean parent = !command.getSubcommands().isEmpty();
    if (!parent) {
      text.append("\n## ").append(title(spec)).append("\n\n").append(sentence(spec)).append("\n\n");
      writeRows(spec, text);
    }
    command.getSubcommands().values().stream().distinct().forEach(sub -> write(sub, text));
  }

  private static void writeRows(CommandSpec spec, StringBuilder text) {
    StringBuilder rows = new StringBuilder();
    spec.positionalParameters()
        .forEach(p -> row("`" + p.paramLabel() + "`", join(p.description()), rows));
    spec.options().stream()
        .filter(option -> !option.hidden() && !option.longestName().matches("--help|--version"))
        .filter(option -> !isOfEveryCommand(option, spec))
        .forEach(option -> row(names(option), join(option.description()), rows));
    if (!rows.isEmpty()) {
      text.append("| | |\n|---|---|\n").append(rows);
    }
  }

  /** What says which cluster and namespace is told once, before the commands. */
  private static boolean isOfEveryCommand(OptionSpec option, CommandSpec spec) {
    return spec.userObject() instanceof ClusterCommand
        && option.longestName().matches("--kubeconfig|--context|--namespace");
  }

  private static String title(CommandSpec spec) {
    String arguments =
        spec.positionalParameters().stream()
            .map(
                p -> {
                  String label = p.paramLabel() + (p.arity().max() > 1 ? "…" : "");
                  return p.arity().min() == 0 ? " [" + label + "]" : " " + label;
                })
            .collect(Collectors.joining());
    return spec.qualifiedName() + arguments;
  }

  private static String sentence(CommandSpec spec) {
    return join(spec.usageMessage().description());
  }

  private static String names(OptionSpec option) {
    String names =
        List.of(option.names()).stream().map(n -> "`" + n).collect(Collectors.joining("`, "));
    boolean value = option.arity().max() > 0;
    return names + (value ? " " + option.paramLabel() : "") + "`";
  }

  private static void row(String names, String description, StringBuilder text) {
    text.append("| ").append(names.replace("|", "\\|")).append(" | ");
    text.append(description.replace("|", "\\|")).append(" |\n");
  }

  /** What the help sets in is a list, each in a line of its own. */
  private static String join(String[] description) {
    StringBuilder text = new StringBuilder();
    boolean list = false;
    for (String line : description) {
      boolean point = line.startsWith("  ");
      text.append(point || list ? "<br>" : text.isEmpty() ? "" : " ");
      text.append(point ? "`" + line.strip() + "`" : line);
      list = point;
    }
    return text.toString();
  }
}
