package io.swarmoperator.print;

import io.swarmoperator.api.Hold;
import io.swarmoperator.api.Placement;
import io.swarmoperator.api.PublishedPort;
import io.swarmoperator.api.RolloutConfig;
import io.swarmoperator.api.ServiceCondition;
import io.swarmoperator.api.ServiceMode;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceSpec;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.api.UpdateState;
import io.swarmoperator.api.UpdateStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A service as {@code docker service inspect --pretty} shows it, and what Swarm has no word for: a
 * hold, and what stands against the service.
 */
public final class ServicePretty {
  private static final Set<String> TROUBLES = Set.of("Stalled", "Unsupported");

  private final SwarmService service;
  private final HeldImages held;
  private final Instant now;
  private final Sheet sheet = new Sheet();

  private ServicePretty(SwarmService service, HeldImages held, Instant now) {
    this.held = held;
    this.service = service;
    this.now = now;
  }

  /**
   * The text, which begins and ends with an empty line as Docker's does.
   *
   * @param held says which image the service runs if the declared one is held back
   */
  public static String of(SwarmService service, HeldImages held, Instant now) {
    return new ServicePretty(service, held, now).text();
  }

  private String text() {
    SwarmServiceSpec spec = service.getSpec();
    sheet.line("");
    sheet.line("ID:\t\t" + ServiceList.id(service));
    sheet.line("Name:\t\t" + service.getMetadata().getName());
    labels();
    mode(spec);
    status(Optional.ofNullable(service.getStatus()).orElseGet(SwarmServiceStatus::new));
    placement(spec.getTemplate().getPlacement());
    if (spec.getMode() == ServiceMode.REPLICATED || spec.getMode() == ServiceMode.GLOBAL) {
      rollout("Update", spec.getUpdateConfig(), spec.getUpdateConfig().getFailureAction());
      rollout("Rollback", spec.getRollbackConfig(), spec.getRollbackConfig().getFailureAction());
    }
    TemplatePretty.write(spec.getTemplate(), sheet);
    sheet.line("Endpoint Mode:\t" + Words.word(spec.getEndpoint().getMode()));
    ports(spec.getEndpoint().getPorts());
    TemplatePretty.healthcheck(spec.getTemplate().getHealthcheck(), sheet);
    sheet.line("");
    return sheet.text();
  }

  private void labels() {
    Map<String, String> labels =
        Objects.requireNonNullElse(service.getMetadata().getLabels(), Map.of());
    sheet.section(
        "Labels:",
        labels.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(l -> " " + l.getKey() + (l.getValue().isEmpty() ? "" : "=" + l.getValue()))
            .toList());
  }

  private void mode(SwarmServiceSpec spec) {
    String mode = ServiceList.mode(spec.getMode());
    sheet.line("Service Mode:\t" + Character.toUpperCase(mode.charAt(0)) + mode.substring(1));
    if (spec.getMode() == ServiceMode.REPLICATED) {
      sheet.line(" Replicas:\t" + spec.getReplicas());
    }
    if (spec.getMode() == ServiceMode.REPLICATED_JOB) {
      sheet.line(" Max Concurrent:\t" + spec.getJob().getMaxConcurrent());
      sheet.line(" Total Completions:\t" + spec.getJob().getTotalCompletions());
    }
  }

  private void status(SwarmServiceStatus status) {
    Optional.ofNullable(status.getUpdate())
        .filter(u -> u.getState() != null)
        .ifPresent(this::update);
    Optional.ofNullable(status.getHold()).ifPresent(this::hold);
    List<String> troubles =
        status.getConditions().stream()
            .filter(ServicePretty::isTrouble)
            .map(ServicePretty::trouble)
            .toList();
    sheet.section("Conditions:", troubles);
  }

  private void update(UpdateStatus update) {
    sheet.line("UpdateStatus:");
    sheet.line(" State:\t\t" + Words.word(update.getState()));
    if (update.getStartedAt() != null) {
      sheet.line(" Started:\t" + Elapsed.ago(update.getStartedAt(), now));
    }
    if (update.getState() == UpdateState.COMPLETED && update.getCompletedAt() != null) {
      sheet.line(" Completed:\t" + Elapsed.ago(update.getCompletedAt(), now));
    }
    sheet.line(" Message:\t" + Words.text(update.getMessage()));
  }

  private void hold(Hold hold) {
    sheet.line("Hold:");
    sheet.line(" Revision:\t" + hold.getRevision());
    held.of(service).ifPresent(image -> sheet.line(" Image:\t\t" + Words.image(image)));
    sheet.line(" Instead of:\t" + hold.getInsteadOf());
    sheet.line(" Since:\t\t" + Elapsed.ago(hold.getSince(), now));
  }

  /**
   * What stands against the service; a rollout that is told to wait would pass for one under way.
   */
  private static boolean isTrouble(ServiceCondition condition) {
    boolean trouble =
        TROUBLES.contains(condition.getType()) && "True".equals(condition.getStatus());
    boolean toldToWait =
        "Ready".equals(condition.getType()) && "RolloutPaused".equals(condition.getReason());
    return trouble || toldToWait;
  }

  private static String trouble(ServiceCondition condition) {
    return " "
        + condition.getType()
        + ":\t"
        + Words.text(condition.getReason())
        + ": "
        + Words.text(condition.getMessage());
  }

  private void placement(Placement placement) {
    sheet.line("Placement:");
    sheet.unlessEmpty(" Constraints:\t", slice(placement.getConstraints()));
    List<String> preferences =
        placement.getPreferences().stream().map(p -> "spread=" + p.getSpread()).toList();
    sheet.unlessEmpty(" Preferences:   ", slice(preferences));
    int most = placement.getMaxReplicasPerNode();
    sheet.unlessEmpty(" Max Replicas Per Node:   ", most == 0 ? "" : most);
  }

  /** As Go prints several. */
  private static String slice(List<String> words) {
    return words.isEmpty() ? "" : "[" + String.join(" ", words) + "]";
  }

  private void rollout(String which, RolloutConfig config, Enum<?> failureAction) {
    sheet.line(which + "Config:");
    sheet.line(" Parallelism:\t" + config.getParallelism());
    String delay = GoDuration.text(config.getDelay());
    sheet.unlessEmpty(" Delay:\t\t", delay.equals("0s") ? "" : delay);
    sheet.line(" On failure:\t" + Words.word(failureAction));
    String monitor = GoDuration.text(config.getMonitor());
    sheet.unlessEmpty(" Monitoring Period: ", monitor.equals("0s") ? "" : monitor);
    sheet.line(" Max failure ratio: " + Sheet.number(config.getMaxFailureRatio()));
    String order = String.format("%-19s", which + " order:");
    sheet.line(" " + order + Words.hyphened(config.getOrder()));
  }

  private void ports(List<PublishedPort> ports) {
    if (ports.isEmpty()) {
      return;
    }
    sheet.line("Ports:");
    for (PublishedPort port : ports) {
      int published = Objects.requireNonNullElse(port.getPublished(), 0);
      sheet.line(" PublishedPort = " + (published == 0 ? port.getTarget() : published));
      sheet.line("  Protocol = " + Words.word(port.getProtocol()));
      sheet.line("  TargetPort = " + port.getTarget());
      sheet.line("  PublishMode = " + Words.word(port.getMode()));
    }
  }
}
