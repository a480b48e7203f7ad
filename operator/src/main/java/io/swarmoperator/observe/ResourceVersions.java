package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Which of two versions of one object is newer. Resource versions of one kind are comparable
 * numbers (KEP-5504); one that isn't a number, as of an object that was never stored, counts as the
 * oldest.
 */
final class ResourceVersions {
  private ResourceVersions() {}

  static boolean newer(String version, String than) {
    return number(version) > number(than);
  }

  static String of(HasMetadata object) {
    return object.getMetadata().getResourceVersion();
  }

  static long number(String version) {
    try {
      return version == null ? -1 : Long.parseLong(version);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
