package io.swarmoperator.print;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.swarmoperator.api.Healthcheck;
import io.swarmoperator.api.Mount;
import io.swarmoperator.api.ResourceAmounts;
import io.swarmoperator.api.TaskResources;
import io.swarmoperator.api.TaskTemplate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a task runs, as {@code docker service inspect --pretty} shows it. */
final class TemplatePretty {
  private static final List<String> SIZES = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");
  private static final int STEP = 1024;
  private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);

  private TemplatePretty() {}

  static void write(TaskTemplate template, Sheet sheet) {
    process(template, sheet);
    surroundings(template, sheet);
    files(template, sheet);
    resources(template.getResources(), sheet);
  }

  private static void process(TaskTemplate template, Sheet sheet) {
    sheet.line("ContainerSpec:");
    sheet.line(" Image:\t\t" + template.getImage());
    sheet.unlessEmpty(" Args:\t\t", words(template.getArgs()));
    sheet.unlessEmpty(
        " Env:\t\t", words(template.getEnv().stream().map(TemplatePretty::variable).toList()));
    sheet.unlessEmpty(" Dir:\t\t", template.getWorkingDir());
    sheet.line(" Init:\t\t" + Boolean.TRUE.equals(template.getInit()));
    sheet.unlessEmpty(" User: ", template.getUser());
  }

  /** Each word is followed by a blank, the last one too. */
  private static String words(List<String> words) {
    return words.stream().map(word -> word + " ").collect(Collectors.joining());
  }

  private static String variable(EnvVar variable) {
    return variable.getName() + "=" + value(variable.getValue(), variable.getValueFrom());
  }

  /** Where a value comes from, never the value of a secret. */
  private static String value(String value, EnvVarSource from) {
    if (from == null) {
      return Words.text(value);
    }
    if (from.getSecretKeyRef() != null) {
      return "<key "
          + from.getSecretKeyRef().getKey()
          + " of secret "
          + from.getSecretKeyRef().getName()
          + ">";
    }
    if (from.getConfigMapKeyRef() != null) {
      return "<key "
          + from.getConfigMapKeyRef().getKey()
          + " of config "
          + from.getConfigMapKeyRef().getName()
          + ">";
    }
    return from.getFieldRef() == null
        ? "<from elsewhere>"
        : "<" + from.getFieldRef().getFieldPath() + ">";
  }

  private static void surroundings(TaskTemplate template, Sheet sheet) {
    if (!template.getCapAdd().isEmpty() || !template.getCapDrop().isEmpty()) {
      sheet.line("Capabilities:");
      sheet.unlessEmpty(" Add: ", String.join(", ", template.getCapAdd()));
      sheet.unlessEmpty(" Drop: ", String.join(", ", template.getCapDrop()));
    }
    sheet.section(
        "SysCtls:",
        template.getSysctls().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(s -> " " + s.getKey() + (s.getValue().isEmpty() ? "" : ": " + s.getValue()))
            .toList());
    sheet.section(
        "Ulimits:",
        template.getUlimits().stream()
            .map(u -> " " + u.getName() + ": " + u.getSoft() + ":" + u.getHard())
            .sorted()
            .toList());
  }

  private static void files(TaskTemplate template, Sheet sheet) {
    List<String> mounts = new ArrayList<>();
    for (Mount mount : template.getMounts()) {
      mounts.add(" Target:\t" + mount.getTarget());
      mounts.add("  Source:\t" + Words.text(mount.getSource()));
      mounts.add("  ReadOnly:\t" + Boolean.TRUE.equals(mount.getReadOnly()));
      mounts.add("  Type:\t\t" + Words.word(mount.getType()));
    }
    sheet.section("Mounts:", mounts);
    List<String> configs = new ArrayList<>();
    template.getConfigs().forEach(c -> file(configs, c.getTarget(), c.getSource()));
    sheet.section("Configs:", configs);
    List<String> secrets = new ArrayList<>();
    template.getSecrets().forEach(s -> file(secrets, s.getTarget(), s.getSource()));
    sheet.section("Secrets:", secrets);
  }

  private static void file(List<String> lines, String target, String source) {
    lines.add(" Target:\t" + (Words.text(target).isEmpty() ? source : target));
    lines.add("  Source:\t" + source);
  }

  /** The heading is there without any too, as with docker. */
  private static void resources(TaskResources resources, Sheet sheet) {
    sheet.line("Resources:");
    if (resources == null) {
      return;
    }
    List<String> lines = new ArrayList<>();
    List<String> reserved = amounts(resources.getReservations());
    if (!reserved.isEmpty()) {
      lines.add(" Reservations:");
      lines.addAll(reserved);
    }
    List<String> limits = new ArrayList<>(amounts(resources.getLimits()));
    int pids =
        resources.getLimits() == null
            ? 0
            : Objects.requireNonNullElse(resources.getLimits().getPids(), 0);
    if (pids > 0) {
      limits.add("  PIDs:\t\t" + pids);
    }
    if (!limits.isEmpty()) {
      lines.add(" Limits:");
      lines.addAll(limits);
    }
    lines.forEach(sheet::line);
  }

  private static List<String> amounts(ResourceAmounts amounts) {
    List<String> lines = new ArrayList<>();
    if (amounts != null && amounts.getCpu() != null) {
      lines.add("  CPU:\t\t" + Sheet.number(Quantity.getAmountInBytes(amounts.getCpu())));
    }
    if (amounts != null && amounts.getMemory() != null) {
      lines.add("  Memory:\t" + size(Quantity.getAmountInBytes(amounts.getMemory())));
    }
    return lines;
  }

  private static String size(BigDecimal bytes) {
    BigDecimal size = bytes;
    int unit = 0;
    while (size.compareTo(BigDecimal.valueOf(STEP)) >= 0 && unit < SIZES.size() - 1) {
      size = size.divide(BigDecimal.valueOf(STEP), MathContext.DECIMAL64);
      unit++;
    }
    return Sheet.number(size.round(FOUR_DIGITS)) + SIZES.get(unit);
  }

  static void healthcheck(Healthcheck check, Sheet sheet) {
    if (check == null || check.getTest().isEmpty()) {
      return;
    }
    sheet.line(" Healthcheck:");
    sheet.line("  Interval = " + GoDuration.text(check.getInterval()));
    sheet.line("  Retries = " + check.getRetries());
    sheet.line("  StartPeriod =\t" + GoDuration.text(check.getStartPeriod()));
    sheet.line("  Timeout =\t" + GoDuration.text(check.getTimeout()));
    sheet.line("  Tests:");
    check.getTest().forEach(test -> sheet.line("\t Test = " + test));
  }
}
