package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The picture of a rollout is that of the recording, which {@link RolloutRecordingTest} makes. */
class RolloutPictureTest {
  private static final Path PICTURE = Path.of("docs/pictures/rollout.svg");
  private static final String REGENERATE =
      "mvn -q test -Dtest=RolloutPictureTest -Ddocs.write=true";

  @Test
  void itShowsWhatWasRecorded() throws IOException {
    String wanted = RolloutPicture.of(RecordedRollout.read(RolloutRecordingTest.RECORDING));
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PICTURE, wanted);
    }
    assertThat(PICTURE)
        .as("%s doesn't show the recording; draw it again with\n\n  %s\n", PICTURE, REGENERATE)
        .hasContent(wanted);
    assertThat(PageTables.read(Path.of("README.md"))).contains("](" + PICTURE + ")");
  }
}
