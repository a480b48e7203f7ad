package io.swarmoperator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the API server says that a user asked of it.
 *
 * @param asked each request with its outcome: {@code 200 update group/resource/sub namespace/name}
 * @param refused those of them that the user had no right to
 */
record AuditLog(List<String> asked, List<String> refused) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static AuditLog of(Path log, String user) {
    List<String> asked = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(log)) {
        JsonNode event = JSON.readTree(line);
        if (event.at("/user/username").asText().equals(user)) {
          asked.add(text(event));
          if (event.at("/responseStatus/code").asInt() == HttpURLConnection.HTTP_FORBIDDEN) {
            refused.add(text(event));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new AuditLog(asked, refused);
  }

  /** Whether something that begins so was asked. */
  boolean has(String beginning) {
    return asked.stream().anyMatch(request -> request.startsWith(beginning));
  }

  private static String text(JsonNode event) {
    JsonNode object = event.path("objectRef");
    String sub = object.path("subresource").asText();
    return event.at("/responseStatus/code").asText()
        + " "
        + event.path("verb").asText()
        + " "
        + object.path("apiGroup").asText()
        + "/"
        + object.path("resource").asText()
        + (sub.isEmpty() ? "" : "/" + sub)
        + " "
        + object.path("namespace").asText()
        + "/"
        + object.path("name").asText();
  }
}
