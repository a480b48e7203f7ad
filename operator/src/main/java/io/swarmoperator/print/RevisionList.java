package io.swarmoperator.print;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.render.RevisionMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The revisions that a service can be rolled back to, newest first. */
public final class RevisionList {
  private static final List<String> HEADER = List.of("REVISION", "IMAGE", "CREATED", "STATUS");

  private RevisionList() {}

  /**
   * The table.
   *
   * @param service whose they are
   * @param revisions in any order
   * @param now by the clock of the reader
   */
  public static String of(SwarmService service, List<ControllerRevision> revisions, Instant now) {
    SwarmServiceStatus status =
        Optional.ofNullable(service.getStatus()).orElseGet(SwarmServiceStatus::new);
    return Table.of(HEADER, sorted(revisions).stream().map(r -> row(r, status, now)).toList());
  }

  /** By number, the highest first. */
  public static List<ControllerRevision> sorted(List<ControllerRevision> revisions) {
    return revisions.stream()
        .sorted(Comparator.comparing(ControllerRevision::getRevision).reversed())
        .toList();
  }

  private static List<String> row(
      ControllerRevision revision, SwarmServiceStatus status, Instant now) {
    String image =
        RevisionMapping.fromApi(revision)
            .map(content -> Words.image(content.template().getImage()))
            .orElse("");
    return List.of(
        revision.getRevision().toString(),
        image,
        Elapsed.ago(revision.getMetadata().getCreationTimestamp(), now),
        standing(revision.getRevision(), status));
  }

  /** What a revision is to the service now. */
  private static String standing(Long number, SwarmServiceStatus status) {
    List<String> words = new ArrayList<>();
    if (number.equals(status.getCurrentRevision())) {
      words.add("current");
    }
    if (number.equals(status.getSpecRevision())) {
      words.add("declared");
    }
    if (status.getHold() != null && number.equals(status.getHold().getInsteadOf())) {
      words.add("held back");
    }
    if (number.equals(status.getPreviousRevision()) && !words.contains("current")) {
      words.add("previous");
    }
    if (words.isEmpty()
        && status.getRolledOutRevisions().contains(Objects.requireNonNull(number))) {
      words.add("was rolled out");
    }
    return String.join(", ", words);
  }
}
