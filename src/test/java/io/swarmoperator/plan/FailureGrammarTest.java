package io.swarmoperator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.BehaviourRule.Generation;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureGrammarTest {

  @Test
  void aSlotThatExits() throws BadInputException {
    assertThat(FailureGrammar.parse("slot 2 exits 1 after 1m30s"))
        .isEqualTo(
            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(90)))
                .only(Generation.NEW)
                .slot(2));
  }

  @Test
  void allNewTasks() throws BadInputException {
    assertThat(FailureGrammar.parse("new tasks exit 0 after 500ms"))
        .isEqualTo(
            BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofMillis(500)))
                .only(Generation.NEW));
  }

  @Test
  void anImageThatCantBePulled() throws BadInputException {
    assertThat(FailureGrammar.parse("slot 1 can't pull").behaviour().start())
        .isEqualTo(Behaviour.Start.IMAGE_REFUSED);
  }

  @Test
  void aTaskThatFindsNoNode() throws BadInputException {
    assertThat(FailureGrammar.parse("slot 1 never schedules").behaviour().start())
        .isEqualTo(Behaviour.Start.NEVER_SCHEDULES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "task 2 exits 1 after 1s   | column 1: expected 'slot N', 'node NAME' or 'new tasks', found 'task'",
        "slot x exits 1 after 1s   | column 6: expected the number of a slot, found 'x'",
        "slot 2 explodes           | column 8: expected 'exits C after D', \"can't pull\" or 'never schedules', found 'explodes'",
        "slot 2 exits 256 after 1s | column 14: expected an exit code from 0 to 255, found '256'",
        "slot 2 exits 1 in 1s      | column 16: expected 'after', found 'in'",
        "slot 2 exits 1 after soon | column 22: expected a duration such as 1s or 1m30s, found 'soon'",
        "slot 2 exits 1 after      | column 21: expected a duration such as 1s or 1m30s, found the end",
        "slot 2 can't push         | column 14: expected 'pull', found 'push'",
        "slot 2 never ends         | column 14: expected 'schedules', found 'ends'",
        "slot 2 can't pull today   | column 19: expected nothing more, found 'today'",
        "new slots exit 1 after 1s | column 5: expected 'tasks', found 'slots'"
      })
  void namesThePositionOfAnError(String source, String message) {
    assertThatThrownBy(() -> FailureGrammar.parse(source))
        .hasMessage("--fail \"" + source + "\", " + message);
  }
}
