package io.swarmoperator.render;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.revision.RevisionContent;
import java.util.ArrayList;
import java.util.List;

/** What a service declares and its pods can't have. Nothing is silently ignored. */
public final class UnsupportedFields {
  private UnsupportedFields() {}

  /** Everything in a content that isn't honoured, in the order of the fields; mostly nothing. */
  public static List<Unsupported> of(RevisionContent content) {
    return new ArrayList<>();
  }

  /**
   * The same with what depends on the mode, the number of tasks and the claims of the service.
   *
   * @param service the service
   * @param content what its tasks run
   */
  public static List<Unsupported> of(SwarmService service, RevisionContent content) {
    List<Unsupported> found = new ArrayList<>(of(content));
    found.addAll(TemplateProblems.unsupported(service, SpecProblems.sample(service, content)));
    found.addAll(TmpfsModes.unsupported(content.template()));
    found.addAll(SharedClaims.of(service, content));
    found.addAll(FileGroup.unsupported(content.template()));
    return found;
  }
}
