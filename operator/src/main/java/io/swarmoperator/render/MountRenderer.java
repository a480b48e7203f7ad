package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.swarmoperator.api.Mount;
import io.swarmoperator.api.MountType;
import io.swarmoperator.api.TmpfsOptions;
import java.util.Optional;

/** Renders one mount: a claim, a volume of the task's own, a path of the node, or memory. */
final class MountRenderer {
  private MountRenderer() {}

  static void add(Mount mount, TaskValues values, PodVolumes volumes) {
    String volume =
        switch (mount.getType()) {
          case VOLUME -> volume(claim(mount, values), volumes);
          case BIND -> bind(expanded(mount.getSource(), values), volumes);
          case TMPFS -> tmpfs(mount.getTmpfs(), volumes);
        };
    String subPath = mount.getSubPath();
    volumes.mount(
        new VolumeMountBuilder()
            .withName(volume)
            .withMountPath(expanded(mount.getTarget(), values))
            .withReadOnly(Boolean.TRUE.equals(mount.getReadOnly()) ? true : null)
            .withSubPath(subPath == null || subPath.isEmpty() ? null : subPath)
            .build());
  }

  /** What a field says for the task; as written where that isn't known, which is refused before. */
  static String expanded(String text, TaskValues values) {
    return text == null ? "" : values.expand(text).orElse(text);
  }

  /** The claim that a mount is of, by its name for the task; empty when it is of none. */
  static Optional<String> claim(Mount mount, TaskValues values) {
    return mount.getType() == MountType.VOLUME
        ? Optional.of(expanded(mount.getSource(), values)).filter(name -> !name.isEmpty())
        : Optional.empty();
  }

  private static String volume(Optional<String> claim, PodVolumes volumes) {
    return claim
        .map(
            name ->
                volumes.add(
                    "claim",
                    name,
                    v ->
                        v.withNewPersistentVolumeClaim()
                            .withClaimName(name)
                            .endPersistentVolumeClaim()))
        .orElseGet(() -> volumes.add("volume", v -> v.withNewEmptyDir().endEmptyDir()));
  }

  /**
   * Of no type: a file, a directory and a socket are all allowed, and no type stands for just
   * those.
   */
  private static String bind(String path, PodVolumes volumes) {
    return volumes.add(
        "bind", path, v -> v.withNewHostPath().withPath(path).withType("").endHostPath());
  }

  private static String tmpfs(TmpfsOptions options, PodVolumes volumes) {
    Optional<Quantity> size =
        Optional.ofNullable(options)
            .map(TmpfsOptions::getSize)
            .filter(q -> q.getNumericalAmount().signum() != 0);
    return volumes.add(
        "tmpfs",
        v ->
            v.withNewEmptyDir()
                .withMedium("Memory")
                .withSizeLimit(size.orElse(null))
                .endEmptyDir());
  }
}
