package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.render.Fixtures;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckedSpecsTest {
  private final CheckedSpecs specs = new CheckedSpecs();

  @Test
  void aSpecIsCheckedAgainWhenItOrALabelChanges() throws InvalidSpecException {
    CheckedSpecs.Checked first = specs.of(service(1, "{{.Service.Labels.a}}", "x"));
    assertThat(specs.of(service(1, "{{.Service.Labels.a}}", "x"))).isSameAs(first);
    assertThat(specs.of(service(1, "{{.Service.Labels.a}}", "y"))).isNotSameAs(first);

    SwarmService without = service(1, "{{.Service.Labels.a}}", "y");
    without.getMetadata().setLabels(Map.of());
    assertThatThrownBy(() -> specs.of(without)).hasMessageContaining("no label a");
    assertThatThrownBy(() -> specs.of(without)).hasMessageContaining("no label a");

    CheckedSpecs.Checked next = specs.of(service(2, "other", "y"));
    assertThat(next.content().hash()).isNotEqualTo(first.content().hash());
  }

  @Test
  void ofTwoServicesEachHasItsOwn() throws InvalidSpecException {
    SwarmService other = service(1, "b", "x");
    other.getMetadata().setUid("other");
    assertThat(specs.of(service(1, "a", "x")).content().template().getHostname()).isEqualTo("a");
    assertThat(specs.of(other).content().template().getHostname()).isEqualTo("b");
  }

  private static SwarmService service(long generation, String hostname, String label) {
    SwarmService service = Fixtures.ping("template: {image: app, hostname: '" + hostname + "'}");
    service.getMetadata().setGeneration(generation);
    service.getMetadata().setLabels(Map.of("a", label));
    return service;
  }
}
