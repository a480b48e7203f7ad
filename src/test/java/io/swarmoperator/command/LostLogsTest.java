package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostLogsTest {
  private static final String SERVER = "https://server:6443/";
  private static final String ENDED = "can't be reached: Remote host closed the channel";
  private static final String REFUSED = "can't be reached: it takes no connection";

  private final List<String> said = new ArrayList<>();
  private final LostLogs lost = new LostLogs(Duration.ZERO, said::add);

  @Test
  void anOutageIsSaidOnceHoweverItsWordsDiffer() {
    lost.await("web-1", SERVER, ENDED);
    lost.await("web-2", SERVER, REFUSED);
    lost.await("web-1", SERVER, REFUSED);

    assertThat(said).containsExactly(ENDED + "; trying again");
  }

  @Test
  void theNextOutageIsSaidAgain() {
    lost.await("web-1", SERVER, ENDED);
    lost.find("web-1");
    lost.await("web-1", SERVER, ENDED);

    assertThat(said).containsExactly(ENDED + "; trying again", ENDED + "; trying again");
  }

  @Test
  void anotherCauseIsSaidToo() {
    lost.await("web-1", SERVER, ENDED);
    lost.await("web-2", "node-2", "node-2 does not answer");

    assertThat(said)
        .containsExactly(ENDED + "; trying again", "node-2 does not answer; trying again");
  }

  @Test
  void whoReadsNoMoreIsNotTold() {
    lost.end();

    assertThat(lost.await("web-1", SERVER, ENDED)).isFalse();
    assertThat(said).isEmpty();
  }
}
