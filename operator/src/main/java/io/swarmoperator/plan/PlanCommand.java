package io.swarmoperator.plan;

import io.swarmoperator.plan.ServiceFile.Source;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Declared;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what the operator would do. Needs no cluster and starts no client. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Prints what the operator would do with a service: its creation, or with --with its change.")
public final class PlanCommand implements Callable<Integer> {
  private static final int BAD_INPUT = 1;
  private static final int MOST_NODES = 1000;

  /** The form of the output. */
  enum Output {
    text,
    json
  }

  @Option(
      names = {"-f", "--filename"},
      required = true,
      paramLabel = "FILE",
      description = "The service, as YAML or JSON; - reads it from standard input.")
  private Path file;

  @Option(
      names = "--with",
      paramLabel = "FILE",
      description = "The changed service: prints the change instead of the creation.")
  private Optional<Path> changed = Optional.empty();

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "Number of nodes. Default ${DEFAULT-VALUE}.")
  private int nodes;

  @Option(
      names = "--label",
      paramLabel = "NODE:KEY=VALUE",
      description = "Labels one of the nodes, which are called n1, n2, …; may be repeated.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--fail",
      paramLabel = "WHAT",
      description = {
        "Lets tasks fail; may be repeated, the first that matches counts:",
        "  slot N exits CODE after DURATION",
        "  slot N can't pull",
        "  slot N never schedules",
        "  node NAME exits CODE after DURATION",
        "  new tasks exit CODE after DURATION",
        "Each of slot, node and new tasks takes each of the three. With --with it is about the"
            + " changed tasks only."
      })
  private List<String> failures = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default ${DEFAULT-VALUE}.")
  private Output output;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    try {
      Forecast forecast = forecast();
      out.print(output == Output.json ? ForecastJson.of(forecast) : ForecastText.of(forecast));
      out.flush();
      return 0;
    } catch (BadInputException e) {
      command.commandLine().getErr().println(e.getMessage());
      return BAD_INPUT;
    } catch (RuntimeException e) {
      command.commandLine().getErr().println(unexpected(e));
      return BAD_INPUT;
    }
  }

  /** A defect of the plan's own; still a sentence, not a trace. */
  private static String unexpected(RuntimeException e) {
    String message =
        e.getMessage() == null ? "" : ": " + e.getMessage().lines().findFirst().orElse("");
    return "this can't be planned, by a defect of the command: "
        + e.getClass().getSimpleName()
        + message;
  }

  /** A failure of a slot that isn't there would say nothing, and look like all is well. */
  private void checkSlots(List<BehaviourRule> rules, Declared declared) throws BadInputException {
    PlannedSlots slots = new PlannedSlots(declared.spec().mode(), nodes);
    for (BehaviourRule rule : rules) {
      Optional<String> wrong = rule.slot().flatMap(slots::missing);
      if (wrong.isPresent()) {
        throw new BadInputException("--fail: " + wrong.get());
      }
    }
  }

  private Forecast forecast() throws BadInputException {
    if (nodes < 0 || nodes > MOST_NODES) {
      throw new BadInputException("--nodes: must be from 0 to " + MOST_NODES);
    }
    List<BehaviourRule> rules = new ArrayList<>();
    for (String failure : failures) {
      rules.add(FailureGrammar.parse(failure));
    }
    List<NodeLabel> nodeLabels = new ArrayList<>();
    for (String label : labels) {
      nodeLabels.add(NodeLabel.parse(label, nodes));
    }
    ServiceFile files = new ServiceFile();
    Source before = files.read(file);
    if (changed.isEmpty()) {
      checkSlots(rules, before.declared());
      return new Forecaster(before.declared(), nodes, nodeLabels, rules)
          .creation()
          .with(before.unsupported());
    }
    Source after = files.read(changed.get(), before);
    checkSlots(rules, after.declared());
    return new Forecaster(before.declared(), nodes, nodeLabels, List.of())
        .change(after.declared(), rules)
        .with(after.unsupported());
  }
}
