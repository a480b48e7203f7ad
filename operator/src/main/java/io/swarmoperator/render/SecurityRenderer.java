package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Sysctl;
import io.swarmoperator.api.TaskTemplate;
import java.util.List;
import java.util.Map;

/**
 * Renders as whom a task runs and what it may do. A service with a user other than root that drops
 * all capabilities fits a namespace that is restricted by Pod Security.
 */
final class SecurityRenderer {
  private static final String ALL = "ALL";
  private static final String PREFIX = "CAP_";

  private SecurityRenderer() {}

  /** Of the task's container; null when nothing is declared. */
  static SecurityContext container(TaskTemplate template) {
    SecurityContextBuilder context = new SecurityContextBuilder();
    if (template.getUser() != null && !template.getUser().isEmpty()) {
      user(context, template.getUser());
    }
    List<String> add = names(template.getCapAdd());
    List<String> drop = dropped(names(template.getCapDrop()), add);
    if (!add.isEmpty() || !drop.isEmpty()) {
      context.withCapabilities(new Capabilities(add, drop));
    }
    if (drop.contains(ALL)) {
      context.withAllowPrivilegeEscalation(false);
    }
    if (Boolean.TRUE.equals(template.getReadOnly())) {
      context.withReadOnlyRootFilesystem(true);
    }
    SecurityContext built = context.build();
    return built.equals(new SecurityContext()) ? null : built;
  }

  private static void user(SecurityContextBuilder context, String user) {
    int colon = user.indexOf(':');
    long uid = Long.parseLong(colon < 0 ? user : user.substring(0, colon));
    context.withRunAsUser(uid);
    if (colon >= 0) {
      context.withRunAsGroup(Long.parseLong(user.substring(colon + 1)));
    }
    if (uid != 0) {
      context.withRunAsNonRoot(true);
    }
  }

  /**
   * In Swarm what is both added and dropped is there, and beside ALL that is added only what is
   * dropped by its name is missing (moby, TweakCapabilities); container runtimes here drop last.
   */
  private static List<String> dropped(List<String> drop, List<String> add) {
    return add.contains(ALL)
        ? drop.stream().filter(name -> !name.equals(ALL)).toList()
        : drop.stream().filter(name -> !add.contains(name)).toList();
  }

  /** Kubernetes writes capabilities without the kernel's prefix. */
  private static List<String> names(List<String> declared) {
    return declared.stream()
        .map(name -> name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name)
        .distinct()
        .toList();
  }

  /** Of the pod. */
  static List<Sysctl> sysctls(Map<String, String> declared) {
    return declared.entrySet().stream()
        .map(entry -> new Sysctl(entry.getKey(), entry.getValue()))
        .toList();
  }
}
