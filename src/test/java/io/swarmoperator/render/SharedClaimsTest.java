package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.revision.RevisionContent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedClaimsTest {
  private static final String MOUNT = "template: {image: a, mounts: [{source: %s, target: /d}]}\n";

  @ParameterizedTest
  @CsvSource({
    "'updateConfig: {order: start-first}', an update",
    "'rollbackConfig: {order: start-first}', a rollback",
    "'drain: {order: start-first}', a drain",
  })
  void tellsWhatStartsFirst(String order, String what) {
    assertThat(found("'d-{{.Task.Slot}}'", order))
        .singleElement()
        .satisfies(
            reason ->
                assertThat(reason.toString())
                    .contains(what + " that starts first has two tasks use the claim"));
  }

  @Test
  void whatStopsFirstSharesNothing() {
    assertThat(found("'d-{{.Task.Slot}}'", "replicas: 3")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'{{.Service.Name}}-d', ping-d",
    "ping-d, '{{.Service.Name}}-d'",
  })
  void aClaimIsFoundByItsName(String source, String declared) {
    String claim = "replicas: 3\nvolumeClaims: [{name: '%s', size: 1Gi, accessModes: [%s]}]";

    assertThat(found("'" + source + "'", claim.formatted(declared, "ReadWriteMany"))).isEmpty();
    assertThat(found("'" + source + "'", claim.formatted(declared, "ReadWriteOnce"))).hasSize(1);
  }

  private static List<Unsupported> found(String source, String fields) {
    SwarmService service = Fixtures.ping(MOUNT.formatted(source) + fields);
    return SharedClaims.of(service, RevisionContent.of(service));
  }
}
