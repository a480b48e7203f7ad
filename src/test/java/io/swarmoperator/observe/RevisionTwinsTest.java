package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.revision.RevisionContent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two operators, of which neither saw the other's revision, give both the same number. */
class RevisionTwinsTest {
  private final Revisions.Stored first = revision(1, "app:1", 10);
  private final Revisions.Stored second = revision(2, "app:2", 20);
  private final Revisions.Stored twin = revision(2, "app:3", 30);
  private final List<Revisions.Stored> known = List.of(twin, first, second);

  @Test
  void theOneThatTheSpecDoesNotSayGoes() {
    assertThat(Revisions.twins(known, twin.content().hash())).containsExactly(second);
    assertThat(Revisions.twins(known, second.content().hash())).containsExactly(twin);
  }

  @Test
  void theLaterOneGoesWhenTheSpecSaysNeither() {
    assertThat(Revisions.twins(known, first.content().hash())).containsExactly(twin);
  }

  @Test
  void revisionsWithNumbersOfTheirOwnStay() {
    assertThat(Revisions.twins(List.of(first, twin), twin.content().hash())).isEmpty();
  }

  private static Revisions.Stored revision(long number, String image, long version) {
    SwarmService service = TestTasks.service();
    service.getSpec().getTemplate().setImage(image);
    return new Revisions.Stored("r" + version, number, RevisionContent.of(service), version);
  }
}
