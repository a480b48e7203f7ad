package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.swarmoperator.api.Mount;
import io.swarmoperator.api.TmpfsOptions;
import java.util.Optional;

/** Renders one mount: a claim, a volume of the task's own, a path of the node, or memory. */
final class MountRenderer {
  private MountRenderer() {}

  static void add(Mount mount, TaskValues values, PodVolumes volumes) {
    String volume =
        switch (mount.getType()) {
          case VOLUME -> volume(expanded(mount.getSource(), values), volumes);
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

  private static String volume(String claim, PodVolumes volumes) {
    return claim.isEmpty()
        ? volumes.add("volume", v -> v.withNewEmptyDir().endEmptyDir())
        : volumes.add(
            "claim",
            claim,
            v -> v.withNewPersistentVolumeClaim().withClaimName(claim).endPersistentVolumeClaim());
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
