package io.swarmoperator.render;

import io.swarmoperator.api.Mount;
import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.api.TmpfsOptions;
import java.util.ArrayList;
import java.util.List;

/** Permissions of memory mounts: everyone may write in those that Kubernetes makes. */
final class TmpfsModes {
  private static final int ALL = 0777;
  private static final int STICKY = 01777;

  private TmpfsModes() {}

  static List<Unsupported> unsupported(TaskTemplate template) {
    List<Unsupported> found = new ArrayList<>();
    List<Mount> mounts = template.getMounts();
    for (int i = 0; i < mounts.size(); i++) {
      TmpfsOptions options = mounts.get(i).getTmpfs();
      if (options != null && options.getMode() != ALL && options.getMode() != STICKY) {
        found.add(
            new Unsupported(
                "spec.template.mounts[" + i + "].tmpfs.mode", "its directory has mode 0777"));
      }
    }
    return found;
  }
}
