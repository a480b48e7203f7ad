package io.swarmoperator.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What users ask for by annotation: a rollback (S§6.1) and the end of a pause or of a hold. Each is
 * carried out or refused once.
 */
final class Requests {
  private final ServiceView view;
  private final Instant now;
  private final List<Notice> notices;
  private final RolloutStart runs;

  /**
   * Carries requests out.
   *
   * @param view what is observed
   * @param now by the operator's clock
   * @param notices is added to
   */
  Requests(ServiceView view, Instant now, List<Notice> notices) {
    this.view = view;
    this.now = now;
    this.notices = notices;
    this.runs = new RolloutStart(view, now, notices);
  }

  /** What is to be remembered with the request; empty when it has been dealt with. */
  Optional<Memory> carryOut(Memory memory, Request request) {
    if (memory.handled().equals(Optional.of(request.key()))) {
      return Optional.empty();
    }
    Memory handled = memory.withHandled(Optional.of(request.key()));
    if (request.declared()) {
      return Optional.of(refuse(handled, request, Request.DECLARED));
    }
    return Optional.of(
        request.kind() == Request.Kind.ROLLBACK
            ? rollback(handled, request)
            : resume(handled, request));
  }

  private Memory rollback(Memory memory, Request request) {
    if (view.spec().mode().job()) {
      return refuse(memory, request, "a job has no rollback");
    }
    long revision =
        request.value().equals("previous") ? memory.previousRevision() : number(request.value());
    if (!view.revisions().containsKey(revision)) {
      String which =
          request.value().equals("previous")
              ? "does not have a previous revision"
              : "has no revision " + request.key().substring(request.key().indexOf('=') + 1);
      return refuse(memory, request, "service " + view.spec().name() + " " + which);
    }
    if (revision == memory.currentRevision()) {
      return refuse(
          memory, request, "revision " + revision + " is what the service is meant to run already");
    }
    long spec = memory.specRevision();
    Optional<Hold> hold =
        revision == spec
            ? Optional.empty()
            : Optional.of(new Hold(revision, spec, Hold.Cause.REQUESTED_BY_USER, now));
    return runs.retarget(memory.withHold(hold), revision, RunKind.REQUESTED_ROLLBACK, now);
  }

  private Memory resume(Memory memory, Request request) {
    if (!request.value().equals("true")) {
      return refuse(memory, request, "the annotation's value must be \"true\"");
    }
    Optional<Rollout> paused = memory.rollout().filter(r -> r.state().paused());
    if (paused.isPresent()) {
      boolean back = paused.get().state().rollback();
      notices.add(NoticeReason.ROLLOUT_RESUMED.says(back ? "rollback" : "update"));
      return runs.start(memory, paused.get().fromRevision(), resumed(memory, back), now);
    }
    if (memory.hold().isPresent()) {
      notices.add(NoticeReason.HOLD_LIFTED.says());
      return memory.withHold(Optional.empty());
    }
    return refuse(memory, request, "nothing is paused or held back");
  }

  /** To go on is no wish to go back: that is what the hold tells of (S§5.9, S§6). */
  private static RunKind resumed(Memory memory, boolean back) {
    return back
        ? memory.hold().map(RunKind::of).orElse(RunKind.REQUESTED_ROLLBACK)
        : RunKind.UPDATE;
  }

  private Memory refuse(Memory memory, Request request, String why) {
    notices.add(NoticeReason.REQUEST_REFUSED.says(request.kind().word(), why));
    return memory;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0; // no revision has this number
    }
  }
}
