package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.CustomResource;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of fields in docs/ are those of the definitions; the text above them is by hand. */
class ReferenceTest {

  private static final String REGENERATE = "mvn -q test -Dtest=ReferenceTest -Ddocs.write=true";
  private static final String MARK =
      "<!-- Generated from crds/ from here on; regenerate with: " + REGENERATE + " -->\n";

  static Arguments[] pages() {
    return new Arguments[] {
      Arguments.of("reference-swarmservice.md", SwarmService.class),
      Arguments.of("reference-swarmtask.md", SwarmTask.class)
    };
  }

  @ParameterizedTest
  @MethodSource("pages")
  void thePageHoldsEveryFieldOfTheDefinition(
      String name, Class<? extends CustomResource<?, ?>> kind) throws IOException {
    Path page = Path.of("docs").resolve(name);
    String text = Files.readString(page);
    assertThat(text).contains(MARK);
    String wanted = text.substring(0, text.indexOf(MARK)) + MARK + FieldReference.of(kind);
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(page, wanted);
    }
    assertThat(page)
        .as("%s doesn't match crds/; regenerate it with\n\n  %s\n", page, REGENERATE)
        .hasContent(wanted);
  }
}
