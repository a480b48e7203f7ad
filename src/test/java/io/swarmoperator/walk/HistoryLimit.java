package io.swarmoperator.walk;

import io.swarmoperator.decide.RestartPolicy;

/**
 * A slot has no more records than the history's limit, one that a rollout still counted, and one
 * that was given up before it began: history goes when a task comes or ends (S§11).
 */
final class HistoryLimit extends Check {
  HistoryLimit(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  void atRest() {
    RestartPolicy policy = chronicle().feed().service().declared().content().revision().restart();
    int limit =
        policy.maxAttempts() > 0 ? policy.maxAttempts() + 1 : chronicle().spec().taskHistoryLimit();
    if (limit < 0) {
      return;
    }
    chronicle()
        .slots()
        .forEach(
            (number, slot) -> {
              long records = slot.values().stream().filter(l -> l.record.isPresent()).count();
              long live =
                  slot.values().stream()
                      .filter(l -> l.record.map(r -> !r.state().ended()).orElse(false))
                      .count();
              if (records > Math.max(Math.max(limit, 1), live) + 2) {
                offend("slot " + number + " has " + records + " records, the limit is " + limit);
              }
            });
  }
}
