package io.swarmoperator.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmoperator.api.EndpointMode;
import io.swarmoperator.api.ImagePullPolicy;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.decide.Constraint;
import io.swarmoperator.decide.Placement;
import io.swarmoperator.decide.RestartCondition;
import io.swarmoperator.decide.RestartPolicy;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.Taint.Effect;
import io.swarmoperator.decide.Toleration;
import io.swarmoperator.decide.Toleration.Operator;
import io.swarmoperator.render.Fixtures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionContentTest {
  private static final String MINIMAL = "template: {image: alpine:3.7}";

  @Test
  void leavesOutWhatIsAtItsDefault() {
    assertThat(RevisionContent.of(Fixtures.ping(MINIMAL)).json())
        .isEqualTo("{\"template\":{\"image\":\"alpine:3.7\"}}");
  }

  @Test
  void sortsKeysAndEscapesWhatGoEscapes() {
    SwarmService service =
        Fixtures.ping(
            "template: {image: alpine:3.7, env: [{value: x, name: A}], args: ['a && b']}\nendpoint: {mode: dnsrr}");
    assertThat(RevisionContent.of(service).json())
        .isEqualTo(
            "{\"endpoint\":{\"mode\":\"dnsrr\"},\"template\":{\"args\":[\"a \\u0026\\u0026 b\"],"
                + "\"env\":[{\"name\":\"A\",\"value\":\"x\"}],\"image\":\"alpine:3.7\"}}");
  }

  @Conformance("C100")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "template: {image: alpine:3.7, command: [], args: [], env: [], labels: {}, annotations: {}, workingDir: ''}",
        "template: {image: alpine:3.7, imagePullPolicy: IfNotPresent, init: false, stopGracePeriod: 10s, forceUpdate: 0}",
        "template: {image: alpine:3.7, restartPolicy: {condition: any, delay: 5s, maxAttempts: 0, window: 0s}}",
        "template: {image: alpine:3.7, restartPolicy: {}}\nendpoint: {mode: vip}",
        "replicas: 7\nupdateConfig: {parallelism: 3}\npaused: true\ntemplate: {image: alpine:3.7}"
      })
  void whatMakesNoDifferenceMakesNoRevision(String spec) {
    assertThat(RevisionContent.of(Fixtures.ping(spec)).hash())
        .isEqualTo(RevisionContent.of(Fixtures.ping(MINIMAL)).hash());
  }

  /** What a Secret holds is no part of it: only a reference to another one replaces tasks. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "secrets: [{source: b}]",
        "secrets: [{source: a, key: k}]",
        "secrets: [{source: a, mode: 256}]",
        "configs: [{source: a}]",
        "secrets: [{source: a}], mounts: [{target: /x}]"
      })
  void anotherReferenceMakesARevision(String template) {
    String before = "template: {image: alpine:3.7, secrets: [{source: a}]}";
    SwarmService after = Fixtures.ping("template: {image: alpine:3.7, " + template + "}");
    assertThat(RevisionContent.of(after).hash())
        .isNotEqualTo(RevisionContent.of(Fixtures.ping(before)).hash());
  }

  /** Whether a task is healthy is not asked, nor what the Secret holds. */
  @Conformance(value = "C109", differs = "D124")
  @Test
  void anotherSecretForTheRegistryMakesARevision() {
    String before = "template: {image: alpine:3.7, imagePullSecrets: [{name: a}]}";
    String after = "template: {image: alpine:3.7, imagePullSecrets: [{name: b}]}";
    assertThat(RevisionContent.of(Fixtures.ping(after)).hash())
        .isNotEqualTo(RevisionContent.of(Fixtures.ping(before)).hash());
  }

  @Conformance("X08")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "template: {image: alpine:3.8}",
        "template: {image: alpine:3.7, restartPolicy: {delay: 6s}}",
        "template: {image: alpine:3.7, resources: {limits: {memory: 64Mi}}}",
        "template: {image: alpine:3.7, resources: {reservations: {cpu: 100m}}}",
        "template: {image: alpine:3.7, stopGracePeriod: 11s}",
        "template: {image: alpine:3.7, env: [{name: A, value: x}]}",
        "template: {image: alpine:3.7, args: [ping]}",
        "template: {image: alpine:3.7, labels: {team: red}}",
        "template: {image: alpine:3.7, forceUpdate: 1}",
        "template: {image: alpine:3.7}\nendpoint: {mode: dnsrr}"
      })
  void whatTasksRunOrHowTheyAreReachedMakesARevision(String spec) {
    assertThat(RevisionContent.of(Fixtures.ping(spec)).hash())
        .isNotEqualTo(RevisionContent.of(Fixtures.ping(MINIMAL)).hash());
  }

  @Conformance("C104")
  @ParameterizedTest
  @CsvSource({
    "alpine:3.7, 'node.role == worker', true",
    "alpine:3.8, 'node.role == worker', false",
    "alpine:3.8, '', false",
    "alpine:3.7, '', false"
  })
  void aChangeIsOfPlacementOnlyWhenNothingElseDiffers(
      String image, String constraint, boolean placementOnly) {
    Revision before = placed("alpine:3.7", "");
    Revision after = placed(image, constraint);

    boolean changed = !after.hash().equals(before.hash());
    assertThat(changed && after.unplacedHash().equals(before.unplacedHash()))
        .isEqualTo(placementOnly);
  }

  private static Revision placed(String image, String constraint) {
    String constraints = constraint.isEmpty() ? "" : '"' + constraint + '"';
    String text =
        "{\"template\":{\"image\":\"%s\",\"placement\":{\"constraints\":[%s]}}}"
            .formatted(image, constraints);
    return RevisionContent.parse("uid", text).orElseThrow().toDecide(1);
  }

  @Test
  void aServiceMadeAgainHasOtherHashes() {
    SwarmService again = Fixtures.ping(MINIMAL);
    again.getMetadata().setUid("99999999-2222-3333-4444-555555555555");
    assertThat(RevisionContent.of(again).hash())
        .isNotEqualTo(RevisionContent.of(Fixtures.ping(MINIMAL)).hash());
  }

  @Test
  void theHashFitsALabelAndAName() {
    assertThat(RevisionContent.of(Fixtures.ping(MINIMAL)).hash()).matches("[0-9a-f]{24}");
  }

  @Test
  void whatIsReadBackHasEveryDefault() {
    RevisionContent content =
        RevisionContent.parse(
                "uid", "{\"template\":{\"image\":\"a\",\"restartPolicy\":{\"maxAttempts\":3}}}")
            .orElseThrow();
    assertThat(content.endpoint().getMode()).isEqualTo(EndpointMode.VIP);
    assertThat(content.template().getImagePullPolicy()).isEqualTo(ImagePullPolicy.IF_NOT_PRESENT);
    assertThat(content.template().getStopGracePeriod()).isEqualTo("10s");
    assertThat(content.template().getForceUpdate()).isZero();
    assertThat(content.template().getInit()).isFalse();
    Revision revision = content.toDecide(4);
    assertThat(revision.number()).isEqualTo(4);
    assertThat(revision.hash()).isEqualTo(content.hash());
    assertThat(revision.image()).isEqualTo("a");
    assertThat(revision.restart())
        .isEqualTo(
            new RestartPolicy(RestartCondition.ANY, Duration.ofSeconds(5), 3, Duration.ZERO));
  }

  @Test
  void aChangedEndpointLeavesTheTemplateTheSame() {
    String template = "{\"template\":{\"image\":\"a\"}";
    Revision one = RevisionContent.parse("uid", template + "}").orElseThrow().toDecide(1);
    Revision two =
        RevisionContent.parse("uid", template + ",\"endpoint\":{\"mode\":\"dnsrr\"}}")
            .orElseThrow()
            .toDecide(2);

    assertThat(two.hash()).isNotEqualTo(one.hash());
    assertThat(two.template()).isEqualTo(one.template());
  }

  @Test
  void aTextOfALaterVersionKeepsItsHash() {
    String later = "{\"template\":{\"image\":\"a\",\"notKnownYet\":{\"b\":1}}}";
    assertThat(RevisionContent.parse("uid", later).orElseThrow().json()).isEqualTo(later);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "1",
        "{}",
        "{\"template\":[]}",
        "{\"template\":{\"image\":{}}}",
        "{\"template\":{\"init\":\"x\"}}"
      })
  void whatIsNoContentIsNotRead(String text) {
    assertThat(RevisionContent.parse("uid", text)).isEmpty();
  }

  @Difference("D65")
  @Test
  void whatDiffersInPlacementOnlyIsKnownByIt() {
    Revision plain = revision(MINIMAL);
    Revision placed =
        revision("template: {image: alpine:3.7, placement: {constraints: [node.role==worker]}}");
    Revision limited =
        revision("template: {image: alpine:3.7, placement: {maxReplicasPerNode: 1}}");
    Revision other = revision("template: {image: alpine:3.8, placement: {maxReplicasPerNode: 1}}");
    Revision endpoint =
        revision(
            "template: {image: alpine:3.7, placement: {maxReplicasPerNode: 1}}\n"
                + "endpoint: {mode: dnsrr}");

    assertThat(plain.unplacedHash()).isEqualTo(plain.hash());
    assertThat(placed.hash()).isNotEqualTo(plain.hash());
    assertThat(placed.unplacedHash()).isEqualTo(plain.hash());
    assertThat(limited.unplacedHash()).isEqualTo(plain.hash());
    assertThat(other.unplacedHash()).isNotEqualTo(plain.hash());
    // unlike in Swarm a change of the endpoint isn't hidden (Q13)
    assertThat(endpoint.unplacedHash()).isNotEqualTo(plain.hash());
  }

  @Test
  void theDefaultPlacementMakesNoDifference() {
    assertThat(
            revision(
                "template: {image: alpine:3.7, placement: {constraints: [], preferences: [],"
                    + " maxReplicasPerNode: 0}}"))
        .isEqualTo(revision(MINIMAL));
  }

  @Test
  void placementIsRead() {
    Placement placement =
        revision(
                "template: {image: a, placement: {constraints: ['node.labels.zone != a'],"
                    + " preferences: [{spread: node.labels.zone}, {spread: Node.labels.x/y}],"
                    + " maxReplicasPerNode: 3}}")
            .placement();

    assertThat(placement)
        .isEqualTo(
            new Placement(
                List.of(Constraint.parse("node.labels.zone != a")), List.of("zone", "x/y"), 3));
  }

  /** What covers nothing that keeps tasks away is left out. */
  @Difference("D117")
  @Test
  void tolerationsAreRead() {
    Placement placement =
        revision(
                "template: {image: a, tolerations: [{key: a, value: b, effect: NoSchedule},"
                    + " {operator: Exists}, {key: c, operator: Exists, effect: NoExecute,"
                    + " tolerationSeconds: 5}, {key: d, operator: Exists, effect:"
                    + " PreferNoSchedule}]}")
            .placement();

    assertThat(placement.tolerations())
        .containsExactly(
            new Toleration("a", Operator.EQUAL, "b", Optional.of(Effect.NO_SCHEDULE)),
            new Toleration("", Operator.EXISTS, "", Optional.empty()),
            new Toleration("c", Operator.EXISTS, "", Optional.of(Effect.NO_EXECUTE)));
  }

  @Test
  void aConstraintThatIsNoneIsNamedWithItsField() {
    RevisionContent content =
        RevisionContent.of(
            Fixtures.ping("template: {image: a, placement: {constraints: ['node.role']}}"));

    assertThatThrownBy(() -> content.toDecide(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "spec.template.placement.constraints: constraint expected one operator from ==, !=");
  }

  private static Revision revision(String spec) {
    return RevisionContent.of(Fixtures.ping(spec)).toDecide(1);
  }
}
