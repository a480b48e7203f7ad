package io.swarmoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.observe.InvalidSpecException;
import io.swarmoperator.render.Fixtures;
import io.swarmoperator.render.ServiceRenderer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of two services has a port (S§2.2). */
class PortConflictsTest {

  @Conformance("C037")
  @Conformance(value = "C038", differs = "D116")
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
    assertThatCode(() -> conflicts(older, younger).check(older)).doesNotThrowAnyException();
    assertThatThrownBy(() -> conflicts(older, younger).check(younger))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(
            "spec.endpoint.ports: port '8080' is already in use by service 'zzz' as an ingress"
                + " port");
  }

  @Test
  void ofTwoThatAreEquallyOldTheFirstByNameDoes() {
    SwarmService one = service("a", 1, "{target: 80, published: 8080}");
    SwarmService other = service("b", 1, "{target: 80, published: 8080, mode: host}");
    assertThatCode(() -> conflicts(one, other).check(one)).doesNotThrowAnyException();
    assertThatThrownBy(() -> conflicts(one, other).check(other))
        .hasMessageContaining("by service 'a' as an ingress port");
  }

  @Test
  void whoPublishesItKeepsItFromOneThatWantsItLater() {
    SwarmService older = service("old", 1, "{target: 80, published: 8080}");
    SwarmService younger = service("young", 2, "{target: 80, published: 8080}");
    PortConflicts conflicts = conflicts(List.of(younger), older, younger);
    assertThatCode(() -> conflicts.check(younger)).doesNotThrowAnyException();
    assertThatThrownBy(() -> conflicts.check(older))
        .hasMessageContaining("by service 'young' as an ingress port");
  }

  @Test
  void ofTwoThatPublishItTheOlderKeepsIt() {
    SwarmService older = service("old", 1, "{target: 80, published: 8080}");
    SwarmService younger = service("young", 2, "{target: 80, published: 8080}");
    PortConflicts conflicts = conflicts(List.of(older, younger), older, younger);
    assertThatCode(() -> conflicts.check(older)).doesNotThrowAnyException();
    assertThatThrownBy(() -> conflicts.check(younger)).hasMessageContaining("service 'old'");
  }

  @Test
  void aServiceOfSomebodyElseByThatNamePublishesNothing() {
    SwarmService older = service("old", 1, "{target: 80, published: 8080}");
    SwarmService younger = service("young", 2, "{target: 80, published: 8080}");
    PortConflicts conflicts =
        new PortConflicts(
            key -> List.of(older, younger),
            s ->
                ServiceRenderer.ingress(younger, younger.getSpec().getEndpoint())
                    .map(i -> i.edit().editMetadata().withOwnerReferences().endMetadata().build()));
    assertThatCode(() -> conflicts.check(older)).doesNotThrowAnyException();
  }

  private static PortConflicts conflicts(SwarmService... all) {
    return conflicts(List.of(), all);
  }

  private static PortConflicts conflicts(List<SwarmService> publishing, SwarmService... all) {
    return new PortConflicts(
        key -> Stream.of(all).filter(s -> PortConflicts.keys(s).contains(key)).toList(),
        s ->
            publishing.contains(s)
                ? ServiceRenderer.ingress(s, s.getSpec().getEndpoint())
                : Optional.empty());
  }

  private static SwarmService service(String name, int age, String port) {
    SwarmService service = Fixtures.ping("template: {image: a}\nendpoint: {ports: [" + port + "]}");
    service.getMetadata().setName(name);
    service.getMetadata().setUid("uid-" + name);
    service.getMetadata().setCreationTimestamp("2026-01-01T00:00:0" + age + "Z");
    return service;
  }
}
