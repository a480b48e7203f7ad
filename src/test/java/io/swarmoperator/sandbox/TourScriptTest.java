package io.swarmoperator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TourScriptTest {

  @Test
  void commandsReadAsAUserTypesThem() {
    assertThat(TourScript.updateAndRollBack())
        .extracting(TourStep::commandLine)
        .containsSubsequence(
            "kubectl get swsvc ping -o yaml",
            "kubectl patch swsvc ping --type=merge -p"
                + " '{\"spec\":{\"template\":{\"image\":\"alpine:3.7\"}}}'",
            "kubectl annotate swsvc ping swarmoperator.io/rollback=previous",
            "kubectl annotate swsvc ping swarmoperator.io/rollback=previous");
    assertThat(TourScript.drainAndReturn("n3", "n2"))
        .extracting(TourStep::commandLine)
        .containsSubsequence(
            "kubectl label --overwrite node n3 swarmoperator.io/availability=drain",
            "kubectl label --overwrite node n3 swarmoperator.io/availability=active",
            "kubectl scale swsvc ping --replicas=5",
            "kubectl drain n2 --ignore-daemonsets",
            "kubectl uncordon n2");
  }

  @Test
  void aQuoteInAWordIsQuoted() {
    assertThat(TourStep.look("", "a", "it's").commandLine()).isEqualTo("kubectl a 'it'\\''s'");
  }

  @Test
  void anEmptyWordIsNotLost() {
    assertThat(TourStep.of("", List.of("x", ""), "", (before, now) -> true).commandLine())
        .isEqualTo("kubectl x ''");
  }
}
