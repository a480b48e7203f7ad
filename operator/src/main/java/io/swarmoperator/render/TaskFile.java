package io.swarmoperator.render;

import io.swarmoperator.api.ConfigReference;
import io.swarmoperator.api.FileReference;
import io.swarmoperator.api.SecretReference;
import io.swarmoperator.api.TaskTemplate;
import java.util.ArrayList;
import java.util.List;

/**
 * A key of a Secret or ConfigMap that a task sees as a file.
 *
 * @param field of the spec that declares it
 * @param secret whether it is one of a Secret
 * @param source name of the Secret or ConfigMap
 * @param key whose value the file holds
 * @param target absolute path
 * @param mode permissions
 * @param uid owner
 * @param gid group
 */
record TaskFile(
    String field,
    boolean secret,
    String source,
    String key,
    String target,
    int mode,
    long uid,
    long gid) {
  private static final String SECRETS = "/run/secrets/";

  /** All files of a task, secrets first. */
  static List<TaskFile> of(TaskTemplate template) {
    List<TaskFile> files = new ArrayList<>();
    for (SecretReference secret : template.getSecrets()) {
      String field = "spec.template.secrets[" + files.size() + "]";
      files.add(of(field, true, secret, secret.getSource(), secret.getTarget()));
    }
    int secrets = files.size();
    for (ConfigReference config : template.getConfigs()) {
      String field = "spec.template.configs[" + (files.size() - secrets) + "]";
      files.add(of(field, false, config, config.getSource(), config.getTarget()));
    }
    return files;
  }

  private static TaskFile of(
      String field, boolean secret, FileReference file, String source, String target) {
    return new TaskFile(
        field,
        secret,
        source,
        orElse(file.getKey(), source),
        path(secret ? SECRETS : "/", orElse(target, source)),
        file.getMode(),
        Long.parseLong(file.getUid()),
        Long.parseLong(file.getGid()));
  }

  private static String orElse(String text, String fallback) {
    return text == null || text.isEmpty() ? fallback : text;
  }

  private static String path(String directory, String target) {
    return target.startsWith("/") ? target : directory + target;
  }
}
