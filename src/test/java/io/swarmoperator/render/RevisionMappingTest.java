package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.revision.RevisionContent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RevisionMappingTest {
  private static final SwarmService PING =
      Fixtures.ping("template: {image: alpine:3.7, args: ['a && b', \"c\\u2028d\", \"e\\nf\"]}");
  private static final RevisionContent CONTENT = RevisionContent.of(PING);

  @Test
  void aRevisionComesBackAsItWas() {
    RevisionContent back = RevisionMapping.fromApi(roundTrip()).orElseThrow();
    assertThat(back.json()).isEqualTo(CONTENT.json());
    assertThat(back.hash()).isEqualTo(CONTENT.hash());
    assertThat(back.template().getArgs()).containsExactly("a && b", "c\u2028d", "e\nf");
  }

  @Test
  void theObjectIsNamedByTheContentAndNumberedForPeople() {
    ControllerRevision object = roundTrip();
    assertThat(object.getMetadata().getName()).isEqualTo("ping-" + CONTENT.hash());
    assertThat(object.getRevision()).isEqualTo(4);
    assertThat(object.getMetadata().getLabels())
        .containsEntry(Labels.REVISION, CONTENT.hash())
        .containsEntry(Labels.SERVICE, "ping");
    assertThat(Owners.uid(object)).contains(PING.getMetadata().getUid());
  }

  @Test
  void theDataIsOneStringThatNoClientRewrites() {
    assertThat(RevisionMapping.toApi(PING, CONTENT, 4).getData())
        .isEqualTo(Map.of("spec", CONTENT.json()));
    assertThat(CONTENT.json()).doesNotContain("<", ">", "&", "\u2028", "\u2029", "\n");
  }

  @Test
  void anOrphanIsNotOurs() {
    ControllerRevision object = roundTrip();
    object.getMetadata().setOwnerReferences(List.of());
    assertThat(RevisionMapping.fromApi(object)).isEmpty();
  }

  @Test
  void otherDataIsNoContent() {
    ControllerRevision object = roundTrip();
    object.setData(Map.of("spec", Map.of("template", Map.of())));
    assertThat(RevisionMapping.fromApi(object)).isEmpty();
    object.setData(null);
    assertThat(RevisionMapping.fromApi(object)).isEmpty();
  }

  private static ControllerRevision roundTrip() {
    return Fixtures.YAML.unmarshal(
        Fixtures.YAML.asJson(RevisionMapping.toApi(PING, CONTENT, 4)), ControllerRevision.class);
  }
}
