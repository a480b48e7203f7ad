package io.swarmoperator.render;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an API server stores differs from what it was sent by what it adds, by what Go takes for
 * empty and leaves out, and by the form of quantities; anything else is a field that it didn't
 * keep.
 */
final class KeptAsSent {
  private static final Pattern QUANTITY = Pattern.compile("[0-9.]+([munkKMGTPE]i?|e[0-9]+)?");

  private final List<String> lost = new ArrayList<>();

  private KeptAsSent() {}

  /** The fields that were sent and not kept. */
  static List<String> lost(JsonNode sent, JsonNode stored) {
    KeptAsSent comparison = new KeptAsSent();
    comparison.compare("", sent, stored);
    return comparison.lost;
  }

  private void compare(String path, JsonNode sent, JsonNode stored) {
    if (sent.isObject()) {
      sent.properties()
          .forEach(
              field ->
                  compare(
                      path + "." + field.getKey(), field.getValue(), stored.path(field.getKey())));
    } else if (sent.isArray() && sent.size() == stored.size()) {
      for (int i = 0; i < sent.size(); i++) {
        compare(path + "[" + i + "]", sent.get(i), stored.get(i));
      }
    } else if (!same(sent, stored)) {
      lost.add(path + ": sent " + sent + ", stored " + stored);
    }
  }

  private static boolean same(JsonNode sent, JsonNode stored) {
    return stored.isMissingNode() ? isEmpty(sent) : sent.equals(stored) || sameAmount(sent, stored);
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isNull()
        || (value.isBoolean() && !value.booleanValue())
        || (value.isNumber() && value.doubleValue() == 0)
        || (value.isTextual() && value.textValue().isEmpty())
        || (value.isArray() && value.isEmpty());
  }

  private static boolean sameAmount(JsonNode sent, JsonNode stored) {
    return QUANTITY.matcher(sent.asText()).matches()
        && QUANTITY.matcher(stored.asText()).matches()
        && Quantity.parse(sent.asText()).equals(Quantity.parse(stored.asText()));
  }
}
