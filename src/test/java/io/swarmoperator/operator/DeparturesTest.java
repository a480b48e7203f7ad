package io.swarmoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import io.swarmoperator.api.SwarmService;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeparturesTest {
  private final List<String> gone = new ArrayList<>();
  private final List<Event> handled = new ArrayList<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private String existing = "new";
  private boolean predecessorAtWork;
  private final Departures departures =
      new Departures(
          service -> gone.add(service.getMetadata().getUid()),
          service -> service.getMetadata().getUid().equals(existing),
          (time, task) -> later.add(task),
          Clock.systemUTC());

  @BeforeEach
  void start() {
    departures.setEventHandler(this::handle);
    departures.start();
  }

  /** As the SDK does while a reconcile of a deleted object runs. */
  private void handle(Event event) {
    if (predecessorAtWork) {
      throw new IllegalStateException("Cannot receive event after a delete event received");
    }
    handled.add(event);
  }

  @Test
  void theDeletedObjectIsToldOnAnotherThread() {
    departures.onResourceDeleted(service("old"));
    assertThat(gone).isEmpty();

    runNext();
    assertThat(gone).containsExactly("old");
  }

  @Test
  void aSuccessorIsAnnouncedUntilItIsTaken() {
    departures.onResourceDeleted(service("old"));
    runNext();
    predecessorAtWork = true;
    departures.onResourceCreated(service("new"));
    runNext();
    runNext();
    assertThat(handled).isEmpty();

    predecessorAtWork = false;
    runNext();
    assertThat(handled)
        .singleElement()
        .isInstanceOfSatisfying(
            ResourceEvent.class, e -> assertThat(e.getAction()).isEqualTo(ResourceAction.ADDED));
    assertThat(later).isEmpty();
  }

  @Test
  void aSuccessorThatIsGoneTooIsNotAnnounced() {
    departures.onResourceDeleted(service("old"));
    runNext();
    existing = "another";
    departures.onResourceCreated(service("new"));
    runNext();
    assertThat(handled).isEmpty();
    assertThat(later).isEmpty();
  }

  @Test
  void aServiceWithoutPredecessorNeedsNoAnnouncement() {
    departures.onResourceCreated(service("new"));
    assertThat(later).isEmpty();
  }

  @Test
  void aWatchThatMissedTheDeletionShowsItAsAChangeOfUid() {
    departures.onResourceUpdated(service("new"), service("new"));
    assertThat(later).isEmpty();

    departures.onResourceUpdated(service("new"), service("old"));
    runNext();
    assertThat(gone).containsExactly("old");
    assertThat(Concerns.ofService(service("new"), service("old"))).isTrue();
    assertThat(Concerns.ofService(service("new"), service("new"))).isFalse();
  }

  private void runNext() {
    later.remove().run();
  }

  private static SwarmService service(String uid) {
    SwarmService service = new SwarmService();
    service.setMetadata(
        new ObjectMetaBuilder()
            .withName("ping")
            .withNamespace("ns")
            .withUid(uid)
            .withGeneration(1L)
            .build());
    return service;
  }
}
