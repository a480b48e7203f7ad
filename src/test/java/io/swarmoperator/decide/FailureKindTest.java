package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureKindTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          FAILED   | task: non-zero exit (1)                                            | Exit
          FAILED   | task: non-zero exit (137): OOMKilled                               | OutOfMemory
          FAILED   | task: non-zero exit (137): Evicted                                 | Exit
          FAILED   | exec: "nope": executable file not found in $PATH                   | StartError
          FAILED   | task: not running within the progress deadline                     | ProgressDeadline
          FAILED   | task: not running within the progress deadline: no suitable node   | ProgressDeadline
          FAILED   | task: pod was deleted                                              | PodDeleted
          REJECTED | no such image                                                      | Rejected
          ORPHANED | Task belonged to a node that has been deleted                      | NodeDeleted
          COMPLETE | ''                                                                 | none
          SHUTDOWN | ''                                                                 | none
          RUNNING  | ''                                                                 | none
          """)
  void aTaskFailedOf(TaskState state, String error, String kind) {
    TaskIdentity identity =
        new TaskIdentity("web", SlotId.numbered(1), 1, "id", "hash", "app", Reason.SCALED_UP, 0, 0);
    TaskRecord task =
        TaskRecord.created(identity, DesiredState.RUNNING, Optional.empty(), Instant.EPOCH)
            .advanced(state, "", error);
    assertThat(FailureKind.of(task).map(FailureKind::word)).isEqualTo(Optional.ofNullable(kind));
  }
}
