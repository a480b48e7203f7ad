package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import io.fabric8.kubernetes.api.model.Toleration;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.api.VolumeClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds names, keys and amounts whose form the API server refuses in a pod or a claim, and the
 * schema can't check within its budget: no task could ever be made of them.
 */
final class FormProblems {
  private static final String NO_NAME =
      " can't be a name: at most 253 small letters, digits, '-' and '.', with a letter or digit at"
          + " each end of every part";
  private static final String NO_KEY =
      " can't be a key: at most 63 letters, digits, '-', '_' and '.', which may have a DNS name and"
          + " '/' before it";
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern KEY_OF_OBJECT = Pattern.compile("[-._a-zA-Z0-9]+");
  private static final Pattern POD_FIELD =
      Pattern.compile(
          "metadata\\.(name|namespace|uid)|metadata\\.(labels|annotations)\\['[^']+'\\]"
              + "|spec\\.(nodeName|serviceAccountName)|status\\.(hostIPs?|podIPs?)");
  private static final Pattern AMOUNT =
      Pattern.compile("(limits|requests)\\.(cpu|memory|ephemeral-storage|hugepages-.+)");
  private static final Set<String> OF_CPU = Set.of("0", "1", "1m");
  private static final Set<String> OF_BYTES =
      Set.of(
          "0", "1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei");

  private final List<FieldProblem> problems = new ArrayList<>();

  private FormProblems() {}

  static List<FieldProblem> of(SwarmService service, TaskTemplate template) {
    FormProblems check = new FormProblems();
    check.keys("labels", template.getLabels());
    check.keys("annotations", template.getAnnotations());
    check.name("serviceAccountName", template.getServiceAccountName());
    check.name("priorityClassName", template.getPriorityClassName());
    check.name("runtimeClassName", template.getRuntimeClassName());
    check.generic(template);
    check.tolerations(template.getTolerations());
    for (int i = 0; i < template.getEnv().size(); i++) {
      check.source(
          "spec.template.env[" + i + "].valueFrom.", template.getEnv().get(i).getValueFrom());
    }
    check.storageClasses(service.getSpec().getVolumeClaims());
    return check.problems;
  }

  private void add(String path, String message) {
    problems.add(FieldProblem.at(path, message));
  }

  /** A key may have dots, so it stands in the message. */
  private void keys(String field, Map<String, String> map) {
    map.keySet().stream()
        .filter(key -> !ConstraintRenderer.labelKey(key))
        .forEach(key -> add("spec.template." + field, key + NO_KEY));
  }

  private void name(String field, String name) {
    if (name != null && !name.isEmpty() && !NAME.matcher(name).matches()) {
      add("spec.template." + field, name + NO_NAME);
    }
  }

  private void generic(TaskTemplate template) {
    if (template.getResources() == null || template.getResources().getReservations() == null) {
      return;
    }
    for (String name : template.getResources().getReservations().getGeneric().keySet()) {
      String domain = name.substring(0, Math.max(0, name.indexOf('/')));
      String path = "spec.template.resources.reservations.generic";
      if (!ConstraintRenderer.labelKey(name)) {
        add(path, name + NO_KEY);
      } else if (("." + domain).endsWith(".kubernetes.io") || name.startsWith("requests.")) {
        add(path, name + " is reserved for Kubernetes' own resources");
      }
    }
  }

  private void tolerations(List<Toleration> tolerations) {
    for (int i = 0; i < tolerations.size(); i++) {
      Toleration toleration = tolerations.get(i);
      String path = "spec.template.tolerations[" + i + "]";
      String key = toleration.getKey();
      if (key != null && !key.isEmpty() && !ConstraintRenderer.labelKey(key)) {
        add(path + ".key", key + NO_KEY);
      }
      String value = toleration.getValue();
      if (value != null && !value.isEmpty() && !ConstraintRenderer.labelValue(value)) {
        add(
            path + ".value",
            value + " can't be the value of a taint: at most 63 letters, digits, '-', '_' and '.'");
      }
    }
  }

  private void source(String path, EnvVarSource source) {
    if (source == null) {
      return;
    }
    if (source.getConfigMapKeyRef() != null) {
      nameOfSource(path + "configMapKeyRef.name", source.getConfigMapKeyRef().getName());
      key(path + "configMapKeyRef.key", source.getConfigMapKeyRef().getKey());
    }
    if (source.getSecretKeyRef() != null) {
      nameOfSource(path + "secretKeyRef.name", source.getSecretKeyRef().getName());
      key(path + "secretKeyRef.key", source.getSecretKeyRef().getKey());
    }
    if (source.getFieldRef() != null) {
      field(path + "fieldRef.", source.getFieldRef());
    }
    if (source.getResourceFieldRef() != null) {
      amount(path + "resourceFieldRef.", source.getResourceFieldRef());
    }
  }

  private void nameOfSource(String path, String name) {
    if (name == null || !NAME.matcher(name).matches()) {
      add(path, (name == null ? "" : name) + NO_NAME);
    }
  }

  private void key(String path, String key) {
    if (!KEY_OF_OBJECT.matcher(key).matches() || key.equals(".") || key.startsWith("..")) {
      add(path, "'" + key + "' can't be a key: letters, digits, '-', '_' and '.'");
    }
  }

  private void field(String path, ObjectFieldSelector field) {
    if (!POD_FIELD.matcher(field.getFieldPath()).matches()) {
      add(
          path + "fieldPath",
          field.getFieldPath() + " is no field of a pod that variables can have");
    }
    String version = field.getApiVersion();
    if (version != null && !version.isEmpty() && !version.equals("v1")) {
      add(path + "apiVersion", version + " isn't the version of pods, v1");
    }
  }

  private void amount(String path, ResourceFieldSelector amount) {
    String resource = amount.getResource();
    if (!AMOUNT.matcher(resource).matches()) {
      add(
          path + "resource",
          resource + " isn't limits or requests of cpu, memory, ephemeral-storage or hugepages");
      return;
    }
    Quantity divisor = amount.getDivisor();
    Set<String> units = resource.endsWith(".cpu") ? OF_CPU : OF_BYTES;
    if (divisor != null && !units.contains(divisor.toString())) {
      add(
          path + "divisor",
          divisor + " is no unit: " + String.join(", ", units.stream().sorted().toList()));
    }
  }

  private void storageClasses(List<VolumeClaim> claims) {
    for (int i = 0; i < claims.size(); i++) {
      String name = claims.get(i).getStorageClassName();
      if (name != null && !name.isEmpty() && !NAME.matcher(name).matches()) {
        add("spec.volumeClaims[" + i + "].storageClassName", name + NO_NAME);
      }
    }
  }
}
