package io.swarmoperator.render;

import io.swarmoperator.api.Mount;
import io.swarmoperator.api.ServiceMode;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceSpec;
import io.swarmoperator.api.UpdateOrder;
import io.swarmoperator.api.VolumeClaim;
import io.swarmoperator.decide.Constraint;
import io.swarmoperator.decide.NodeAttribute;
import io.swarmoperator.decide.Placement;
import io.swarmoperator.revision.RevisionContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Claims that tasks on several nodes would use at once, which most storage doesn't allow. How a
 * claim may be used is known of those that the service declares; others are not read.
 */
final class SharedClaims {
  private static final String ONE_POD = "ReadWriteOncePod";
  private static final String DECLARE =
      "; if it may be used from several nodes, say so in spec.volumeClaims: accessModes"
          + " [ReadWriteMany]";

  private final SwarmService service;
  private final Placement placement;
  private final TaskValues sample;

  private SharedClaims(SwarmService service, RevisionContent content) {
    this.service = service;
    this.placement = content.placement();
    this.sample = SpecProblems.sample(service, content);
  }

  static List<Unsupported> of(SwarmService service, RevisionContent content) {
    SharedClaims shared = new SharedClaims(service, content);
    List<Unsupported> found = new ArrayList<>();
    List<Mount> mounts = content.template().getMounts();
    for (int i = 0; i < mounts.size(); i++) {
      String path = "spec.template.mounts[" + i + "].source";
      shared.problem(mounts.get(i)).ifPresent(reason -> found.add(new Unsupported(path, reason)));
    }
    return found;
  }

  private Optional<String> problem(Mount mount) {
    Optional<String> claim = MountRenderer.claim(mount, sample);
    Optional<String> sharers = claim.flatMap(name -> sharers(TemplateText.of(mount.getSource())));
    if (sharers.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<String>> modes = claim.flatMap(this::declaredModes);
    if (modes.isPresent() && modes.get().contains(ONE_POD)) {
      return sharers.map(who -> who + ", and " + ONE_POD + " lets one of them use it");
    }
    boolean everywhere =
        modes.map(m -> m.contains("ReadWriteMany") || m.contains("ReadOnlyMany")).orElse(false);
    return everywhere || oneNode()
        ? Optional.empty()
        : sharers.map(
            who -> who + ", which on several nodes most storage does not allow" + DECLARE);
  }

  /** Who uses a claim at once; empty when each task in its time. */
  private Optional<String> sharers(TemplateText source) {
    ServiceMode mode = service.getSpec().getMode();
    boolean ofTask = source.names(Placeholder.TASK_ID) || source.names(Placeholder.TASK_NAME);
    boolean ofNode = source.names(Placeholder.NODE_ID) || source.names(Placeholder.NODE_HOSTNAME);
    if (ofTask || (mode.perNode() && ofNode)) {
      return Optional.empty();
    }
    if (!source.names(Placeholder.TASK_SLOT) && several(mode)) {
      return Optional.of("all tasks use the same claim");
    }
    return mode == ServiceMode.REPLICATED
        ? startsFirst()
            .map(what -> what + " that starts first has two tasks use the claim for a while")
        : Optional.empty();
  }

  private Optional<String> startsFirst() {
    SwarmServiceSpec spec = service.getSpec();
    Map<String, UpdateOrder> orders = new LinkedHashMap<>();
    orders.put("an update", spec.getUpdateConfig().getOrder());
    orders.put("a rollback", spec.getRollbackConfig().getOrder());
    orders.put("a drain", spec.getDrain().getOrder());
    return orders.entrySet().stream()
        .filter(order -> order.getValue() == UpdateOrder.START_FIRST)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private boolean several(ServiceMode mode) {
    return switch (mode) {
      case REPLICATED -> service.getSpec().getReplicas() > 1;
      case REPLICATED_JOB -> service.getSpec().getJob().getMaxConcurrent() != 1;
      case GLOBAL, GLOBAL_JOB -> true;
    };
  }

  private Optional<List<String>> declaredModes(String name) {
    return service.getSpec().getVolumeClaims().stream()
        .filter(claim -> MountRenderer.expanded(claim.getName(), sample).equals(name))
        .findFirst()
        .map(VolumeClaim::getAccessModes);
  }

  private boolean oneNode() {
    return placement.constraints().stream()
        .filter(c -> c.operator() == Constraint.Operator.EQUALS)
        .map(Constraint::attribute)
        .anyMatch(
            attribute ->
                attribute.equals(new NodeAttribute.Name())
                    || attribute.equals(new NodeAttribute.Label(NodeAttribute.HOSTNAME_LABEL)));
  }
}
