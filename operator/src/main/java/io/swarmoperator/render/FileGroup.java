package io.swarmoperator.render;

import io.swarmoperator.api.TaskTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who owns a task's files. A pod has one group for the files of all its volumes and no owner for
 * them, so that it is taken where all files agree on one; but not beside a claim, whose content
 * would be given to that group too.
 */
final class FileGroup {
  private static final long HIGHEST = Integer.MAX_VALUE;

  /** What the kubelet adds to the mode of a file that it gives to a group. */
  private static final int GROUP_READS = 0440;

  private FileGroup() {}

  /** The pod's fsGroup; empty where files belong to root's. */
  static Optional<Long> of(TaskTemplate template, TaskValues values) {
    Set<Long> groups = groups(TaskFile.of(template));
    long group = groups.size() == 1 ? groups.iterator().next() : 0;
    return group == 0 || group > HIGHEST || mountsClaim(template, values)
        ? Optional.empty()
        : Optional.of(group);
  }

  private static Set<Long> groups(List<TaskFile> files) {
    return files.stream().map(TaskFile::gid).collect(Collectors.toSet());
  }

  private static boolean mountsClaim(TaskTemplate template, TaskValues values) {
    return template.getMounts().stream()
        .anyMatch(mount -> MountRenderer.claim(mount, values).isPresent());
  }

  /** What files ask for and don't get. */
  static List<Unsupported> unsupported(TaskTemplate template, TaskValues values) {
    List<TaskFile> files = TaskFile.of(template);
    Optional<Long> group = of(template, values);
    List<Unsupported> found = new ArrayList<>();
    for (TaskFile file : files) {
      if (file.uid() != 0) {
        found.add(
            new Unsupported(
                file.field() + ".uid", "files belong to root; let a group read it: gid and mode"));
      }
      if (file.gid() != 0 && group.isEmpty()) {
        found.add(
            new Unsupported(
                file.field() + ".gid", whyNoGroup(file, files, mountsClaim(template, values))));
      }
      if (group.isPresent() && (file.mode() | GROUP_READS) != file.mode()) {
        found.add(
            new Unsupported(
                file.field() + ".mode", "a file with a group can be read by root and by it"));
      }
    }
    return found;
  }

  private static String whyNoGroup(TaskFile file, List<TaskFile> files, boolean mountsClaim) {
    if (groups(files).size() > 1) {
      return "the files of a pod have one group, and these ask for several: they belong to root's";
    }
    return file.gid() > HIGHEST || !mountsClaim
        ? "a group is a number up to " + HIGHEST + ": the file belongs to root's"
        : "the group would be given the content of the claims that are mounted too: files belong to"
            + " root's";
  }
}
