package io.swarmoperator.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.SlotId;
import java.util.Locale;

/** A forecast as JSON for scripts. Offsets and the duration are seconds. */
final class ForecastJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final double MILLIS = 1000;

  private ForecastJson() {}

  static String of(Forecast forecast) {
    ObjectNode root = MAPPER.createObjectNode().put("service", forecast.service());
    ObjectNode images = root.putObject("revisions");
    forecast.images().forEach((number, image) -> images.put(Long.toString(number), image));
    ArrayNode rows = root.putArray("timeline");
    forecast.rows().forEach(row -> rows.add(row(row)));
    status(forecast, root.putObject("status"));
    root.put("ending", forecast.ending().name().toLowerCase(Locale.ROOT));
    root.put("duration", forecast.duration().toMillis() / MILLIS);
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }

  private static ObjectNode row(PlanRow row) {
    ObjectNode node = MAPPER.createObjectNode().put("offset", row.offset().toMillis() / MILLIS);
    if (row.slot().isPresent()) {
      slot(node, row.slot().get())
          .put("oldTask", row.oldTask())
          .put("newTask", row.newTask())
          .put("why", row.why());
    }
    return node.put("state", row.state());
  }

  private static ObjectNode slot(ObjectNode node, SlotId slot) {
    return slot.node().isEmpty() ? node.put("slot", slot.number()) : node.put("node", slot.node());
  }

  private static void status(Forecast forecast, ObjectNode status) {
    status.put("summary", forecast.status().summary());
    status.put("desiredTasks", forecast.status().desiredTasks());
    status.put("runningTasks", forecast.status().runningTasks());
    status.put("updatedTasks", forecast.status().updatedTasks());
    status.put("currentRevision", forecast.memory().currentRevision());
    status.put("specRevision", forecast.memory().specRevision());
    forecast
        .memory()
        .rollout()
        .ifPresent(
            rollout -> {
              ObjectNode update = status.putObject("update");
              update.put("state", rollout.state().word()).put("message", rollout.message());
              update.put("slots", rollout.slots()).put("failures", rollout.failures());
            });
    ArrayNode conditions = status.putArray("conditions");
    for (Condition condition : forecast.status().conditions()) {
      conditions
          .addObject()
          .put("type", condition.type())
          .put("status", condition.status())
          .put("reason", condition.reason().word())
          .put("message", condition.message());
    }
  }
}
