package io.swarmoperator.command;

import io.swarmoperator.print.View;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a list is printed as. */
final class Output {

  /** The forms beside Docker's table. */
  enum Form {
    json,
    yaml,
    wide
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description =
          "json or yaml prints the objects themselves, wide the table with more columns. Default:"
              + " the table as docker prints it.")
  private Form form;

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints names only.")
  private boolean quiet;

  /**
   * Whether only names are asked for.
   *
   * @throws CommandFailure when another form is too
   */
  boolean names() {
    if (quiet && form != null) {
      throw new CommandFailure("--quiet and --output exclude each other");
    }
    return quiet;
  }

  /** How the objects themselves are asked for; empty when they aren't. */
  Optional<Manifests> objects() {
    return form == null || form == Form.wide
        ? Optional.empty()
        : Optional.of(form == Form.json ? Manifests.json : Manifests.yaml);
  }

  View.Width width() {
    return form == Form.wide ? View.Width.WIDE : View.Width.USUAL;
  }
}
