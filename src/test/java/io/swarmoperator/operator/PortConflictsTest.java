package io.swarmoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.observe.InvalidSpecException;
import io.swarmoperator.render.Fixtures;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of two services has a port (S§2.2). */
class PortConflictsTest {

  @Conformance({"C037", "C038"})
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {target: 80, published: 8080}                | {target: 81, published: 8080}                | true
          {target: 80, published: 8080}                | {target: 80, published: 8081}                | false
          {target: 80, published: 8080}                | {target: 80, published: 8080, protocol: udp} | false
          {target: 80, published: 8080}                | {target: 80, published: 8080, mode: host}    | true
          {target: 80, published: 8080, mode: host}    | {target: 80, published: 8080, mode: host}    | false
          {target: 80}                                 | {target: 80}                                 | false
          """)
  void clash(String one, String other, boolean clash) {
    assertThat(PortConflicts.clash(service("a", 1, one), service("b", 2, other))).isEqualTo(clash);
    assertThat(PortConflicts.clash(service("b", 2, other), service("a", 1, one))).isEqualTo(clash);
  }

  @Test
  void theOlderKeepsThePort() {
    SwarmService older = service("zzz", 1, "{target: 80, published: 8080}");
    SwarmService younger = service("aaa", 2, "{target: 80, published: 8080}");
    assertThatCode(() -> PortConflicts.check(older, Stream.of(older, younger)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> PortConflicts.check(younger, Stream.of(older, younger)))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(
            "spec.endpoint.ports: port '8080' is already in use by service 'zzz' as an ingress"
                + " port");
  }

  @Test
  void ofTwoThatAreEquallyOldTheFirstByNameDoes() {
    SwarmService one = service("a", 1, "{target: 80, published: 8080}");
    SwarmService other = service("b", 1, "{target: 80, published: 8080, mode: host}");
    assertThatCode(() -> PortConflicts.check(one, Stream.of(other, one)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> PortConflicts.check(other, Stream.of(other, one)))
        .hasMessageContaining("by service 'a' as an ingress port");
  }

  private static SwarmService service(String name, int age, String port) {
    SwarmService service = Fixtures.ping("template: {image: a}\nendpoint: {ports: [" + port + "]}");
    service.getMetadata().setName(name);
    service.getMetadata().setCreationTimestamp("2026-01-01T00:00:0" + age + "Z");
    return service;
  }
}
