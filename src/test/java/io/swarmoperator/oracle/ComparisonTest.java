package io.swarmoperator.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmoperator.decide.SlotId;
import io.swarmoperator.oracle.Story.Count;
import io.swarmoperator.oracle.Story.Moment;
import io.swarmoperator.oracle.Story.TaskStory;
import io.swarmoperator.oracle.Story.UpdateMoment;
import io.swarmoperator.oracle.Story.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The comparison sees whatever is not the same. The recording is an update of two slots; what it is
 * compared with is itself with something changed.
 */
class ComparisonTest {
  private static final Recording RECORDING = RecordingReader.read("s06a_fail_pause");
  private static final Recording.Service SERVICE = RECORDING.services().get(0);
  private static final Script SCRIPT = ScriptExtractor.of(RECORDING, SERVICE, List.of());
  private static final Story RECORDED = RecordedStory.of(RECORDING, SERVICE, SCRIPT.end());

  @Test
  void aStoryAgreesWithItself() {
    assertThat(RECORDED.tasks()).hasSize(8);
    assertThat(RECORDED.updates()).hasSize(2);
    assertThat(RECORDED.counts()).hasSize(1);
    assertThat(compared(RECORDED)).isEmpty();
  }

  @Test
  void aStateThatIsMissingOrTooMany() {
    assertThat(compared(tasks(without(What.RUNNING))))
        .hasSize(5) // the four first tasks, and the one of which the recorder saw it
        .allMatch(what -> what.endsWith("running only recorded"));
    assertThat(
            compared(
                tasks(
                    task ->
                        task.slot().number() == 1
                            ? with(task, Moment.of(Duration.ofSeconds(9), What.TOLD_TO_STOP))
                            : task)))
        .containsExactly("1.1 told to stop only here");
  }

  @Test
  void anotherExitCode() {
    UnaryOperator<Moment> other =
        moment ->
            moment.what() == What.FAILED
                ? new Moment(moment.at(), moment.what(), OptionalInt.of(2), Optional.empty())
                : moment;
    assertThat(compared(tasks(task -> changed(task, other))))
        .containsExactly(
            "3.2 failed: another end", "3.3 failed: another end", "3.4 failed: another end");
  }

  @Test
  void anotherImage() {
    assertThat(
            compared(
                tasks(t -> new TaskStory(t.id(), t.slot(), "app:" + t.slot().word(), t.moments()))))
        .hasSize(8)
        .contains("1.1 runs something else", "3.2 runs something else");
  }

  @Test
  void aTaskThatIsMissingOrTooMany() {
    List<TaskStory> fewer = new ArrayList<>(RECORDED.tasks());
    fewer.removeIf(task -> task.slot().number() == 4);
    assertThat(compared(new Story(fewer, RECORDED.updates(), RECORDED.counts())))
        .containsExactly("task 4.1 only recorded");
    List<TaskStory> more = new ArrayList<>(RECORDED.tasks());
    more.add(
        new TaskStory(
            "id",
            SlotId.numbered(2),
            "app:a",
            List.of(Moment.of(Duration.ofSeconds(9), What.MADE))));
    assertThat(compared(new Story(more, RECORDED.updates(), RECORDED.counts())))
        .containsExactly("task 2.2 only here");
  }

  @Test
  void aTimeThatIsOffByMoreThan300Milliseconds() {
    assertThat(compared(tasks(later(What.RELEASED, 290)))).isEmpty();
    assertThat(compared(tasks(later(What.RELEASED, 310))))
        .contains("3.2 released at another time")
        .doesNotContain(
            "3.3 released at another time"); // 310 ms of five seconds are less than 20 %
    assertThat(compared(tasks(later(What.RELEASED, 1100))))
        .contains("3.3 released at another time");
  }

  @Test
  void aTimeThatIsOffIsDeclaredWithHowMuchAndWhichWay() {
    Disagreement late = released(tasks(later(What.RELEASED, 1100)));
    Disagreement early = released(tasks(later(What.RELEASED, -1100)));

    assertThat(late.text()).isEqualTo("3.3 released 1.10 s later");
    assertThat(early.text()).isEqualTo("3.3 released 1.10 s earlier");
    assertThat(Declared.of(late.text()).covers(late)).isTrue();
    assertThat(Declared.of(early.text()).covers(late)).isFalse();
    assertThat(Declared.of(late.text()).covers(early)).isFalse();
    assertThat(Declared.of("3.3 released 1.08 s later").covers(late)).isFalse();
    assertThat(Declared.of("3.3 released 1.12 s later").covers(late)).isFalse();
    assertThat(Declared.of("3.4 released 1.10 s later").covers(late)).isFalse();
    assertThatThrownBy(() -> Declared.of("3.3 released at another time"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Disagreement released(Story replayed) {
    return Comparison.of(SCRIPT, new Pairing(RECORDED, replayed, Loners.NONE))
        .disagreements()
        .stream()
        .filter(d -> d.what().startsWith("3.3 released"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anotherStateOrMessageOfTheUpdate() {
    assertThat(compared(updates(u -> u.withMessage("other"))))
        .contains(
            "update updating \"update in progress\" only recorded",
            "update updating \"other\" only here");
    assertThat(compared(updates(u -> at(u, u.at().plusMillis(900)))))
        .contains("update updating \"update in progress\" at another time");
  }

  @Test
  void anotherTimeThatTheUpdateShows() {
    UnaryOperator<UpdateMoment> late =
        u ->
            new UpdateMoment(
                u.at(),
                u.state(),
                u.message(),
                u.startedAt().map(at -> at.plusMillis(900)),
                Optional.of(u.at()));

    assertThat(compared(updates(late)))
        .contains(
            "update updating \"update in progress\" startedAt at another time",
            "update updating \"update in progress\" completedAt only here");
  }

  @Test
  void anErrorThatOnlyOneSideHasIsAnotherEnd() {
    Moment told = new Moment(Duration.ZERO, What.FAILED, OptionalInt.empty(), Optional.of("x"));
    Moment silent = Moment.of(Duration.ZERO, What.FAILED);

    assertThat(told.sameAs(silent)).isFalse();
    assertThat(silent.sameAs(told)).isFalse();
    assertThat(told.sameAs(told)).isTrue();
  }

  @Test
  void errorsInTheRuntimesWordsAreAlikeAndOthersAreAsTheyRead() {
    assertThat(RecordedStory.sameWords("")).isEmpty();
    assertThat(RecordedStory.sameWords("No such image: app:x"))
        .isEqualTo(RecordedStory.sameWords("Back-off pulling image app:x"))
        .isNotEmpty();
    assertThat(RecordedStory.sameWords("task: non-zero exit (137): dockerexec: unhealthy"))
        .contains("task: non-zero exit (137): dockerexec: unhealthy");
  }

  @Test
  void anotherReasonWhyThereIsNoNode() {
    Recording recording = RecordingReader.read("s22a_resources");
    Recording.Service service = recording.services().get(0);
    Script script = ScriptExtractor.of(recording, service, List.of());
    Story recorded = RecordedStory.of(recording, service, script.end());
    Story other =
        new Story(
            recorded.tasks().stream()
                .map(
                    t ->
                        changed(
                            t,
                            m ->
                                m.what() == What.UNPLACED
                                    ? new Moment(
                                        m.at(), m.what(), m.exitCode(), Optional.of("other"))
                                    : m))
                .toList(),
            recorded.updates(),
            recorded.counts());

    assertThat(Comparison.of(script, new Pairing(recorded, other, Loners.NONE)).disagreements())
        .extracting(Disagreement::what)
        .isNotEmpty()
        .allMatch(what -> what.contains("found no node"));
  }

  @Test
  void anotherTaskInTheMessage() {
    String message =
        "update paused due to failure or early termination of task " + RECORDED.tasks().get(0).id();
    UnaryOperator<UpdateMoment> other =
        update -> update.state().equals("paused") ? update.withMessage(message) : update;
    assertThat(compared(updates(other)))
        .anyMatch(what -> what.matches("update paused .* of task \\d\\.1\" only here"));
  }

  @Test
  void anotherCount() {
    Story other =
        new Story(RECORDED.tasks(), RECORDED.updates(), List.of(new Count(Duration.ZERO, "4/4")));
    assertThat(compared(other)).containsExactly("service ls at 17.93 another count");
  }

  private static List<String> compared(Story replayed) {
    return Comparison.of(SCRIPT, new Pairing(RECORDED, replayed, Loners.NONE))
        .disagreements()
        .stream()
        .map(Disagreement::what)
        .toList();
  }

  private static Story tasks(UnaryOperator<TaskStory> change) {
    return new Story(
        RECORDED.tasks().stream().map(change).toList(), RECORDED.updates(), RECORDED.counts());
  }

  private static UpdateMoment at(UpdateMoment u, Duration at) {
    return new UpdateMoment(at, u.state(), u.message(), u.startedAt(), u.completedAt());
  }

  private static Story updates(UnaryOperator<UpdateMoment> change) {
    return new Story(
        RECORDED.tasks(), RECORDED.updates().stream().map(change).toList(), RECORDED.counts());
  }

  private static UnaryOperator<TaskStory> without(What what) {
    return task ->
        new TaskStory(
            task.id(),
            task.slot(),
            task.image(),
            task.moments().stream().filter(moment -> moment.what() != what).toList());
  }

  private static TaskStory with(TaskStory task, Moment moment) {
    List<Moment> moments = new ArrayList<>(task.moments());
    moments.add(moment);
    return new TaskStory(task.id(), task.slot(), task.image(), moments);
  }

  private static UnaryOperator<TaskStory> later(What what, long milliseconds) {
    return task ->
        changed(
            task,
            moment ->
                moment.what() == what
                    ? Moment.of(moment.at().plusMillis(milliseconds), what)
                    : moment);
  }

  private static TaskStory changed(TaskStory task, UnaryOperator<Moment> change) {
    return new TaskStory(
        task.id(), task.slot(), task.image(), task.moments().stream().map(change).toList());
  }
}
