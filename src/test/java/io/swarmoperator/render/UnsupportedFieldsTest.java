package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.revision.RevisionContent;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsupportedFieldsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ulimits: [{name: nofile, soft: 1024}]  | spec.template.ulimits
          resources: {limits: {pids: 100}}       | spec.template.resources.limits.pids
          env: [{name: A, value: '{{.Node.Platform.OS}}'}] | spec.template.env[0].value
          mounts: [{type: tmpfs, target: /a, tmpfs: {mode: 0700}}] | spec.template.mounts[0].tmpfs.mode
          secrets: [{source: a, uid: '5'}]       | spec.template.secrets[0].uid
          """)
  void tellsWhatPodsCantHave(String field, String path) {
    assertThat(paths(field)).containsExactly(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resources: {limits: {pids: 0, cpu: '1'}}", "ulimits: []", "tty: true"})
  void saysNothingOfWhatTheyHave(String field) {
    assertThat(paths(field)).isEmpty();
  }

  private static List<String> paths(String field) {
    SwarmService service = Fixtures.ping("template: {image: 'alpine:3.7', " + field + "}");
    return UnsupportedFields.of(service, RevisionContent.of(service)).stream()
        .map(Unsupported::path)
        .toList();
  }
}
