package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.swarmoperator.api.TaskTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The volumes of a task's pod and where its container sees them. What comes from one source is one
 * volume, named after it, so that the kubelet's words tell which it is.
 */
final class PodVolumes {
  private static final int LONGEST_NAME = 63;

  private final Map<String, Volume> bySource = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final List<VolumeMount> mounts = new ArrayList<>();

  private PodVolumes() {}

  static PodVolumes of(TaskTemplate template, TaskValues values) {
    PodVolumes volumes = new PodVolumes();
    template.getMounts().forEach(mount -> MountRenderer.add(mount, values, volumes));
    FileRenderer.add(TaskFile.of(template), volumes);
    return volumes;
  }

  /**
   * Adds a volume, if there is none of its source yet.
   *
   * @param kind of the source, such as secret
   * @param source name of it among its kind
   * @param content adds what it holds
   * @return the volume's name
   */
  String add(String kind, String source, UnaryOperator<VolumeBuilder> content) {
    String key = kind + "/" + source;
    Volume known = bySource.get(key);
    if (known != null) {
      return known.getName();
    }
    String name = free(label(kind + "-" + source), key);
    bySource.put(key, content.apply(new VolumeBuilder().withName(name)).build());
    return name;
  }

  /** Adds a volume that is the only one of its kind to be what it is. */
  String add(String kind, UnaryOperator<VolumeBuilder> content) {
    return add(kind, Integer.toString(mounts.size() + 1), content);
  }

  void mount(VolumeMount mount) {
    mounts.add(mount);
  }

  List<Volume> volumes() {
    return List.copyOf(bySource.values());
  }

  List<VolumeMount> mounts() {
    return List.copyOf(mounts);
  }

  private String free(String wish, String key) {
    String name = wish;
    for (int i = 2; names.putIfAbsent(name, key) != null; i++) {
      String suffix = "-" + i;
      name = cut(wish, LONGEST_NAME - suffix.length()) + suffix;
    }
    return name;
  }

  /** A DNS label that is as near to a text as one can be. */
  private static String label(String text) {
    return cut(text.replaceAll("[^a-z0-9]+", "-"), LONGEST_NAME);
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(length, text.length())).replaceFirst("-+$", "");
  }
}
