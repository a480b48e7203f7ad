package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Renders secrets and configs: one volume for each Secret and ConfigMap, with the keys that are
 * asked for, and each of them mounted as a single file. A file mounted by itself doesn't change
 * when its source does, as in Swarm.
 */
final class FileRenderer {
  private FileRenderer() {}

  static void add(List<TaskFile> files, PodVolumes volumes) {
    Map<String, List<KeyToPath>> items = new LinkedHashMap<>();
    Map<TaskFile, String> paths = new LinkedHashMap<>();
    for (TaskFile file : files) {
      List<KeyToPath> known = items.computeIfAbsent(source(file), s -> new ArrayList<>());
      paths.put(file, path(file, known));
    }
    for (TaskFile file : files) {
      volumes.mount(
          new VolumeMountBuilder()
              .withName(volume(file, items.get(source(file)), volumes))
              .withMountPath(file.target())
              .withSubPath(paths.get(file))
              .withReadOnly(true)
              .build());
    }
  }

  private static String source(TaskFile file) {
    return (file.secret() ? "secret/" : "config/") + file.source();
  }

  /** Where the key is in the volume; two files of one key differ in their mode. */
  private static String path(TaskFile file, List<KeyToPath> items) {
    List<KeyToPath> same = items.stream().filter(i -> i.getKey().equals(file.key())).toList();
    for (KeyToPath item : same) {
      if (item.getMode() == file.mode()) {
        return item.getPath();
      }
    }
    // a key has no slash, so that no other one's path is the same
    String path = same.isEmpty() ? file.key() : same.size() + 1 + "/" + file.key();
    items.add(
        new KeyToPathBuilder().withKey(file.key()).withPath(path).withMode(file.mode()).build());
    return path;
  }

  private static String volume(TaskFile file, List<KeyToPath> items, PodVolumes volumes) {
    return file.secret()
        ? volumes.add("secret", file.source(), v -> secret(v, file.source(), items))
        : volumes.add("config", file.source(), v -> config(v, file.source(), items));
  }

  private static VolumeBuilder secret(VolumeBuilder volume, String name, List<KeyToPath> items) {
    return volume.withNewSecret().withSecretName(name).withItems(items).endSecret();
  }

  private static VolumeBuilder config(VolumeBuilder volume, String name, List<KeyToPath> items) {
    return volume.withNewConfigMap().withName(name).withItems(items).endConfigMap();
  }
}
