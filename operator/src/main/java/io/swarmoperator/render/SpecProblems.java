package io.swarmoperator.render;

import io.swarmoperator.api.Mount;
import io.swarmoperator.api.MountType;
import io.swarmoperator.api.ServiceMode;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.api.VolumeClaim;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.revision.RevisionContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what the schema can't see: placeholders that there are not, and names, paths and targets
 * that are none once the placeholders are filled in. They are filled in for the slot with the
 * longest number, so that scaling makes no spec a wrong one.
 */
public final class SpecProblems {
  private static final int HIGHEST_SLOT = 10_000;
  private static final String TASK_ID = "0123456789abcdefghijklmno";
  private static final Pattern CLAIM_NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  /** Elements of a path by which it is another than it looks. */
  private static final Set<String> ELSEWHERE = Set.of(".", "..");

  private final SwarmService service;
  private final RevisionContent content;
  private final TaskTemplate template;
  private final TaskValues sample;
  private final List<FieldProblem> problems = new ArrayList<>();
  private final Map<String, String> targets = new HashMap<>();

  private SpecProblems(SwarmService service, RevisionContent content) {
    this.service = service;
    this.content = content;
    this.template = content.template();
    this.sample = sample(service, content);
  }

  /** What placeholders stand for in some task of a service. */
  static TaskValues sample(SwarmService service, RevisionContent content) {
    ServiceMode mode = service.getSpec().getMode();
    return sample(
        service, content, mode.perNode() ? SlotId.onNode("n1") : SlotId.numbered(HIGHEST_SLOT));
  }

  /** What they stand for in a task of one slot. */
  static TaskValues sample(SwarmService service, RevisionContent content, SlotId slot) {
    String name = service.getMetadata().getName();
    return new TaskValues(
        service,
        content.placement(),
        new TaskIdentity(name, slot, 1, TASK_ID, "", "", Reason.SCALED_UP, 0, 0));
  }

  /**
   * All that is wrong with a spec.
   *
   * @param service the service
   * @param content what its spec says
   */
  public static List<FieldProblem> of(SwarmService service, RevisionContent content) {
    SpecProblems check = new SpecProblems(service, content);
    check.hostname();
    check.envNames();
    check.mounts();
    check.files();
    check.claims();
    List<FieldProblem> templates = TemplateProblems.of(service, check.sample);
    Set<List<Object>> untold =
        templates.stream().map(FieldProblem::path).collect(Collectors.toSet());
    // what a field says isn't known as long as its placeholders are wrong
    check.problems.removeIf(problem -> untold.contains(problem.path()));
    check.problems.addAll(0, templates);
    check.problems.addAll(FormProblems.of(service, content.template()));
    check.problems.addAll(PodPatcher.problems(content.template()));
    return List.copyOf(check.problems);
  }

  /** Whether nothing is wrong with a claim that a service declares. */
  public static boolean canBeMade(
      SwarmService service, RevisionContent content, VolumeClaim claim) {
    TaskValues sample = sample(service, content);
    return TemplateProblems.ofClaim(claim.getName(), sample).isEmpty()
        && CLAIM_NAME.matcher(MountRenderer.expanded(claim.getName(), sample)).matches();
  }

  private void add(String path, String message) {
    problems.add(FieldProblem.at(path, message));
  }

  private void hostname() {
    String declared = template.getHostname();
    if (declared != null && !declared.isEmpty()) {
      sample
          .expand(declared)
          .filter(name -> !Hostnames.valid(name))
          .ifPresent(
              name ->
                  add(
                      "spec.template.hostname",
                      name
                          + " is no host name: at most 63 small letters, digits and '-', without"
                          + " dots"));
    }
  }

  private void envNames() {
    for (int i = 0; i < template.getEnv().size(); i++) {
      if (template.getEnv().get(i).getName().contains("{{")) {
        add("spec.template.env[" + i + "].name", "only the value may hold placeholders");
      }
    }
  }

  private void mounts() {
    for (int i = 0; i < template.getMounts().size(); i++) {
      Mount mount = template.getMounts().get(i);
      String path = "spec.template.mounts[" + i + "]";
      MountRenderer.claim(mount, sample).ifPresent(name -> claimName(path + ".source", name));
      if (mount.getType() == MountType.BIND) {
        bindSource(path + ".source", MountRenderer.expanded(mount.getSource(), sample));
      }
      target(path, MountRenderer.expanded(mount.getTarget(), sample));
    }
  }

  private void bindSource(String path, String source) {
    if (!source.startsWith("/") || List.of(source.split("/", -1)).contains("..")) {
      add(path, source + " is no absolute path without ..");
    }
  }

  private void claimName(String path, String name) {
    if (!CLAIM_NAME.matcher(name).matches()) {
      add(
          path,
          name
              + " can't be the name of a claim: at most 253 small letters, digits, '-' and '.',"
              + " with a letter or digit at each end");
    }
  }

  private void files() {
    for (TaskFile file : TaskFile.of(template)) {
      if (file.key().startsWith("..") || file.key().equals(".")) {
        add(file.field() + ".key", file.key() + " can't be a key");
      }
      target(file.field(), file.target());
    }
  }

  /** Where two things were mounted, one of them would be hidden. */
  private void target(String field, String target) {
    if (!target.startsWith("/") || target.contains(":")) {
      add(field + ".target", target + " is no absolute path without a colon");
      return;
    }
    if (Stream.of(target.split("/")).anyMatch(ELSEWHERE::contains)) {
      add(field + ".target", target + " has an element . or ..: write the path without");
      return;
    }
    String clean = target.replaceAll("/+", "/").replaceFirst("(.)/$", "$1");
    Optional.ofNullable(targets.putIfAbsent(clean, field))
        .ifPresent(first -> add(field + ".target", clean + " is the target of " + first + " too"));
  }

  private void claims() {
    List<VolumeClaim> claims = service.getSpec().getVolumeClaims();
    List<ClaimNames> before = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      String path = "spec.volumeClaims[" + i + "].name";
      ClaimNames names = ClaimNames.of(claims.get(i).getName(), service, content);
      claimName(path, names.sample());
      Optional<String> common = before.stream().flatMap(b -> b.common(names).stream()).findFirst();
      common.ifPresent(name -> add(path, name + " is declared twice"));
      before.add(names);
    }
  }
}
