package io.swarmoperator.render;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.revision.RevisionContent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong with the placeholders of a spec, and which of them stay without a value. */
public final class TemplateProblems {
  private TemplateProblems() {}

  /** Whether a service's tasks depend on its labels. */
  public static boolean readLabels(SwarmService service) {
    return TemplateField.of(service).stream()
        .anyMatch(field -> !TemplateText.of(field.text()).labels().isEmpty());
  }

  static List<FieldProblem> of(SwarmService service, TaskValues sample) {
    List<FieldProblem> problems = new ArrayList<>();
    for (TemplateField field : TemplateField.of(service)) {
      problem(field, sample).ifPresent(text -> problems.add(FieldProblem.at(field.path(), text)));
    }
    return problems;
  }

  /**
   * The label that a task can't do without and that its service has no more: a label can go after a
   * spec was found right, and a rollback may ask for one. Swarm rejects such a task too.
   *
   * @param service with the labels that it has now
   * @param content what the task runs
   */
  public static Optional<String> missingLabel(SwarmService service, RevisionContent content) {
    TaskValues sample = SpecProblems.sample(service, content);
    return TemplateField.of(content.template()).stream()
        .flatMap(
            field ->
                missingLabel(TemplateText.of(field.text()), sample)
                    .map(text -> field.path() + ": " + text)
                    .stream())
        .findFirst();
  }

  static Optional<String> ofClaim(String name, TaskValues sample) {
    return problem(new TemplateField("", TemplateField.Kind.CLAIM, name), sample);
  }

  private static Optional<String> problem(TemplateField field, TaskValues sample) {
    TemplateText text = TemplateText.of(field.text());
    return text.fault()
        .map(fault -> "column " + fault.column() + ": " + fault.message())
        .or(() -> missingLabel(text, sample))
        .or(() -> field.kind() == TemplateField.Kind.CLAIM ? ofTask(text) : Optional.empty())
        .or(() -> namesAVolume(field.kind()) ? unknown(field, sample) : Optional.empty());
  }

  private static boolean namesAVolume(TemplateField.Kind kind) {
    return kind == TemplateField.Kind.MOUNT || kind == TemplateField.Kind.CLAIM;
  }

  private static Optional<String> missingLabel(TemplateText text, TaskValues sample) {
    return text.labels().stream()
        .filter(label -> label.required() && !sample.hasLabel(label.key()))
        .map(label -> "column " + label.column() + ": the service has no label " + label.key())
        .findFirst();
  }

  /** Each attempt would leave a claim behind. */
  private static Optional<String> ofTask(TemplateText text) {
    return text.names(Placeholder.TASK_ID) || text.names(Placeholder.TASK_NAME)
        ? Optional.of("a claim outlives its task, so it can be one of a slot: {{.Task.Slot}}")
        : Optional.empty();
  }

  /** A volume is chosen before a node is. */
  private static Optional<String> unknown(TemplateField field, TaskValues sample) {
    Set<Placeholder> unknown = sample.unknown(field.text());
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            words(unknown)
                + " isn't known when the pod is made, unless a constraint names it"
                + (unknown.stream().allMatch(Placeholder::nodeName)
                    ? " or the service is a global one"
                    : ""));
  }

  /** Placeholders of host names and variables that nothing gives a value. */
  static List<Unsupported> unsupported(SwarmService service, TaskValues sample) {
    List<Unsupported> found = new ArrayList<>();
    for (TemplateField field : TemplateField.of(service)) {
      Set<Placeholder> unknown = new LinkedHashSet<>(sample.unknown(field.text()));
      if (field.kind() == TemplateField.Kind.ENV) {
        // a container can be told its node's name, and nothing else of it
        unknown.removeIf(Placeholder::nodeName);
      }
      if (!unknown.isEmpty() && !namesAVolume(field.kind())) {
        String effect =
            field.kind() == TemplateField.Kind.ENV
                ? " is empty"
                : " isn't known when the pod is made: the host name is that of the slot";
        found.add(
            new Unsupported(
                field.path(), words(unknown) + effect + ", unless a constraint names it"));
      }
    }
    return found;
  }

  private static String words(Set<Placeholder> placeholders) {
    return placeholders.stream().map(Placeholder::text).collect(Collectors.joining(", "));
  }
}
