package io.swarmoperator.render;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.revision.RevisionContent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names that a declared claim has: one for each slot where its template says so.
 *
 * @param first for the first slot
 * @param sample for a slot with the longest number, or for a node
 * @param pattern all of them, as far as slots are numbers
 */
record ClaimNames(String first, String sample, Pattern pattern) {
  private static final String NUMBER = "([1-9][0-9]{0,3}|10000)";
  private static final String SAME_NUMBER = "\\1";

  static ClaimNames of(String declared, SwarmService service, RevisionContent content) {
    TaskValues sample = SpecProblems.sample(service, content);
    String longest = MountRenderer.expanded(declared, sample);
    if (service.getSpec().getMode().perNode()) { // any name may be that of a node
      return new ClaimNames(longest, longest, Pattern.compile(Pattern.quote(longest)));
    }
    TaskValues first = SpecProblems.sample(service, content, SlotId.numbered(1));
    return new ClaimNames(
        MountRenderer.expanded(declared, first), longest, pattern(declared, sample));
  }

  private static Pattern pattern(String declared, TaskValues sample) {
    StringBuilder pattern = new StringBuilder();
    boolean numbered = false;
    for (TemplateText.Piece piece : TemplateText.of(declared).pieces()) {
      if (piece.equals(new TemplateText.Value(Placeholder.TASK_SLOT))) {
        pattern.append(numbered ? SAME_NUMBER : NUMBER);
        numbered = true;
      } else {
        pattern.append(Pattern.quote(sample.of(piece).orElse("")));
      }
    }
    return Pattern.compile(pattern.toString());
  }

  /** A name that both have, be it for different slots; one of the first or the last slot counts. */
  Optional<String> common(ClaimNames other) {
    return Stream.concat(
            List.of(sample, first).stream().filter(other::has),
            List.of(other.sample(), other.first()).stream().filter(this::has))
        .findFirst();
  }

  private boolean has(String name) {
    return pattern.matcher(name).matches();
  }
}
