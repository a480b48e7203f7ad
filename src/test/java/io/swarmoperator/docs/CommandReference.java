package io.swarmoperator.docs;

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
      text.append("| | |\n|---|---|\n");
      spec.positionalParameters()
          .forEach(p -> row("`" + p.paramLabel() + "`", join(p.description()), text));
      spec.options().stream()
          .filter(option -> !option.hidden() && !option.longestName().matches("--help|--version"))
          .forEach(option -> row(names(option), join(option.description()), text));
    }
    command.getSubcommands().values().stream().distinct().forEach(sub -> write(sub, text));
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

  private static String join(String[] description) {
    return List.of(description).stream().map(String::strip).collect(Collectors.joining(" "));
  }
}
