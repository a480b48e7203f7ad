package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
