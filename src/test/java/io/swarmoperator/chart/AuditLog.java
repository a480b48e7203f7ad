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
import java.util.Set;
import java.util.TreeSet;

/**
 * What the API server says that a user asked of it.
 *
 * @param asked each request with its outcome: {@code 200 update group/resource/sub namespace/name}
 * @param refused those of them that the user had no right to
 * @param rights those that were needed, each {@code group/resource/sub verb}
 */
record AuditLog(List<String> asked, List<String> refused, Set<String> rights) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static AuditLog of(Path log, String user) {
    List<String> asked = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    Set<String> rights = new TreeSet<>();
    try {
      for (String line : Files.readAllLines(log)) {
        JsonNode event = JSON.readTree(line);
        if (event.at("/user/username").asText().equals(user)) {
          asked.add(text(event));
          rights.add(what(event) + " " + event.path("verb").asText());
          if (event.at("/responseStatus/code").asInt() == HttpURLConnection.HTTP_FORBIDDEN) {
            refused.add(text(event));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new AuditLog(asked, refused, rights);
  }

  /** Whether something that begins so was asked. */
  boolean has(String beginning) {
    return asked.stream().anyMatch(request -> request.startsWith(beginning));
  }

  private static String text(JsonNode event) {
    JsonNode object = event.path("objectRef");
    return event.at("/responseStatus/code").asText()
        + " "
        + event.path("verb").asText()
        + " "
        + what(event)
        + " "
        + object.path("namespace").asText()
        + "/"
        + object.path("name").asText();
  }

  private static String what(JsonNode event) {
    JsonNode object = event.path("objectRef");
    String sub = object.path("subresource").asText();
    return object.path("apiGroup").asText()
        + "/"
        + object.path("resource").asText()
        + (sub.isEmpty() ? "" : "/" + sub);
  }
}
