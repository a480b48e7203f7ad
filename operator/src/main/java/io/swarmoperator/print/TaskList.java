package io.swarmoperator.print;

import io.swarmoperator.api.PortMode;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.SwarmTaskSpec;
import io.swarmoperator.api.SwarmTaskStatus;
import io.swarmoperator.api.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table of {@code docker service ps}, earlier tasks of a slot indented under its newest. */
public final class TaskList {
  private static final int LONGEST_ERROR = 30;
  private static final List<String> USUAL =
      List.of("ID", "NAME", "IMAGE", "NODE", "DESIRED STATE", "CURRENT STATE", "ERROR", "PORTS");
  private static final List<String> WIDE = List.of("REVISION", "REASON", "EXIT CODE");

  /** Whether long texts are cut. */
  public enum Texts {
    CUT,
    WHOLE
  }

  private final View view;
  private final Texts texts;
  private final List<SwarmService> services;
  private final Instant now;

  private TaskList(View view, Texts texts, List<SwarmService> services, Instant now) {
    this.view = view;
    this.texts = texts;
    this.services = services;
    this.now = now;
  }

  /**
   * The table.
   *
   * @param tasks in any order
   * @param services that they belong to, which know the ports on nodes; one that isn't there is
   *     left out
   * @param view which columns there are
   * @param texts whether ids and errors are cut
   * @param now by the clock of the reader
   */
  public static String of(
      List<SwarmTask> tasks, List<SwarmService> services, View view, Texts texts, Instant now) {
    TaskList list = new TaskList(view, texts, services, now);
    List<List<String>> rows = new ArrayList<>();
    String above = "";
    for (SwarmTask task : TaskNames.sorted(tasks)) {
      String slot = task.getMetadata().getNamespace() + "/" + TaskNames.slot(task);
      rows.add(list.row(task, slot.equals(above) ? " \\_ " : ""));
      above = slot;
    }
    return Table.of(view.row("NAMESPACE", USUAL, WIDE), rows);
  }

  private List<String> row(SwarmTask task, String indent) {
    SwarmTaskSpec spec = task.getSpec();
    SwarmTaskStatus status = status(task);
    String id = TaskNames.id(task);
    String image = Words.text(spec.getImage());
    boolean cut = texts == Texts.CUT;
    List<String> usual =
        List.of(
            cut ? Words.shortId(id) : id,
            indent + TaskNames.slot(task),
            cut ? Words.image(image) : image,
            Words.text(status.getNodeName()),
            Words.capital(spec.getDesiredState()),
            state(status),
            error(Words.text(status.getError())),
            ports(task));
    List<String> wide =
        List.of(
            number(spec.getRevision()), Words.text(spec.getReason()), number(status.getExitCode()));
    return view.row(task.getMetadata().getNamespace(), usual, wide);
  }

  private String state(SwarmTaskStatus status) {
    String since = Elapsed.ago(since(status), now).toLowerCase(Locale.ROOT);
    return (Words.capital(status.getState()) + " " + since).strip();
  }

  /** The last time that the record has of it: its end, its start or its creation. */
  static String since(SwarmTaskStatus status) {
    if (status.getFinishedAt() != null) {
      return status.getFinishedAt();
    }
    return status.getRunningAt() != null ? status.getRunningAt() : status.getCreatedAt();
  }

  private String error(String error) {
    String shown = texts == Texts.CUT ? Words.cut(error, LONGEST_ERROR) : error;
    return shown.isEmpty() ? "" : '"' + shown + '"';
  }

  /** Only what a running task publishes on its own node; other ports belong to the service. */
  private String ports(SwarmTask task) {
    if (status(task).getState() != TaskState.RUNNING) {
      return "";
    }
    return services.stream()
        .filter(s -> s.getMetadata().getNamespace().equals(task.getMetadata().getNamespace()))
        .filter(s -> s.getMetadata().getName().equals(TaskNames.service(task)))
        .filter(s -> s.getSpec().getEndpoint() != null)
        .flatMap(s -> s.getSpec().getEndpoint().getPorts().stream())
        .filter(port -> port.getMode() == PortMode.HOST)
        .map(
            port ->
                "*:"
                    + (port.getPublished() == null || port.getPublished() == 0
                        ? port.getTarget()
                        : port.getPublished())
                    + "->"
                    + port.getTarget()
                    + "/"
                    + Words.word(port.getProtocol()))
        .collect(Collectors.joining(","));
  }

  private static SwarmTaskStatus status(SwarmTask task) {
    return Optional.ofNullable(task.getStatus()).orElseGet(SwarmTaskStatus::new);
  }

  private static String number(Number number) {
    return number == null ? "" : number.toString();
  }
}
