package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NoticeReasonTest {

  @Test
  void blanksAreFilledInTheirOrder() {
    assertThat(NoticeReason.SLOT_UPDATED.says("2", "app:{n}$1", "web.2.x"))
        .isEqualTo(new Notice(false, "SlotUpdated", "slot 2 runs app:{n}$1 (task web.2.x)"));
  }

  @Test
  void noBlankIsLeftAndNothingIsLeftOver() {
    assertThatThrownBy(() -> NoticeReason.TASK_FAILED.says("web.1.x"))
        .hasMessageContaining("TaskFailed");
    assertThatThrownBy(() -> NoticeReason.HOLD_LIFTED.says("web"))
        .hasMessageContaining("HoldLifted");
  }

  /** Each of these is told once of a task; the others may be told again and again. */
  @Test
  void whatIsSaidOfOneTaskIsKnown() {
    assertThat(Stream.of(NoticeReason.values()).filter(NoticeReason::ofOneTask))
        .containsExactly(
            NoticeReason.SLOT_UPDATED,
            NoticeReason.TASK_COMPLETED,
            NoticeReason.TASK_FAILED,
            NoticeReason.TASK_REJECTED);
  }
}
