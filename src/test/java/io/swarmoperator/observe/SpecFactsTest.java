package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmoperator.render.Fixtures;
import org.junit.jupiter.api.Test;

class SpecFactsTest {

  @Test
  void aPatchOfWhatTheOperatorNeedsIsAnInvalidSpec() {
    assertThatThrownBy(
            () ->
                SpecFacts.checked(
                    Fixtures.ping(
                        "template: {image: 'alpine:3.7', podPatch: {spec: {hostname: a, colour: red}}}")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(
            "spec.template.podPatch.spec.colour: there is no such field;"
                + " spec.template.podPatch.spec.hostname: spec.template.hostname says it");
  }
}
