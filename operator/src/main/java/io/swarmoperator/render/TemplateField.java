package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.swarmoperator.api.Mount;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.api.VolumeClaim;
import java.util.ArrayList;
import java.util.List;

/**
 * A field that may hold placeholders, and does.
 *
 * @param path of the field from the object
 * @param kind what it is for
 * @param text what it says
 */
record TemplateField(String path, Kind kind, String text) {
  private static final String TEMPLATE = "spec.template.";

  /** What a field with placeholders is for. */
  enum Kind {
    HOSTNAME,
    ENV,
    MOUNT,
    CLAIM
  }

  /** All fields of a service that hold a placeholder, or what looks like the beginning of one. */
  static List<TemplateField> of(SwarmService service) {
    List<TemplateField> fields = of(service.getSpec().getTemplate());
    List<VolumeClaim> claims = service.getSpec().getVolumeClaims();
    for (int i = 0; i < claims.size(); i++) {
      add(fields, "spec.volumeClaims[" + i + "].name", Kind.CLAIM, claims.get(i).getName());
    }
    return fields;
  }

  /** Those of a template. */
  static List<TemplateField> of(TaskTemplate template) {
    List<TemplateField> fields = new ArrayList<>();
    add(fields, TEMPLATE + "hostname", Kind.HOSTNAME, template.getHostname());
    List<EnvVar> env = template.getEnv();
    for (int i = 0; i < env.size(); i++) {
      add(fields, TEMPLATE + "env[" + i + "].value", Kind.ENV, env.get(i).getValue());
    }
    List<Mount> mounts = template.getMounts();
    for (int i = 0; i < mounts.size(); i++) {
      String path = TEMPLATE + "mounts[" + i + "].";
      add(fields, path + "source", Kind.MOUNT, mounts.get(i).getSource());
      add(fields, path + "target", Kind.MOUNT, mounts.get(i).getTarget());
    }
    return fields;
  }

  private static void add(List<TemplateField> fields, String path, Kind kind, String text) {
    if (text != null && text.contains("{{")) {
      fields.add(new TemplateField(path, kind, text));
    }
  }
}
