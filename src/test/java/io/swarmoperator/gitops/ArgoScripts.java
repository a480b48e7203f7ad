package io.swarmoperator.gitops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.lua51.Lua51;

/** The scripts of {@code deploy/argocd}, run by Lua 5.1: the language that Argo CD speaks. */
final class ArgoScripts {
  static final Path DIRECTORY = Path.of("deploy/argocd");
  private static final ObjectMapper JSON = new ObjectMapper();

  private ArgoScripts() {}

  /** What Argo CD shows of an object. */
  record Health(String status, String message) {}

  static Health health(JsonNode object) {
    Map<?, ?> health = (Map<?, ?>) run("health.lua", object);
    return new Health((String) health.get("status"), (String) health.get("message"));
  }

  /** The actions that an object may be offered, each with whether it is. */
  static SortedMap<String, Boolean> actions(JsonNode object) {
    SortedMap<String, Boolean> actions = new TreeMap<>();
    Map<?, ?> found = (Map<?, ?>) run("actions/discovery.lua", object);
    found.forEach(
        (name, action) ->
            actions.put((String) name, !Boolean.TRUE.equals(((Map<?, ?>) action).get("disabled"))));
    return actions;
  }

  /** What an action makes of an object. */
  static JsonNode act(String action, JsonNode object) {
    return read(JSON.valueToTree(run("actions/" + action + ".lua", object)).toString());
  }

  /** As it would be read: a number is as long as it needs to be. */
  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object run(String script, JsonNode object) {
    try (Lua lua = new Lua51()) {
      lua.openLibraries();
      lua.push(JSON.convertValue(object, Map.class), Lua.Conversion.FULL);
      lua.setGlobal("obj");
      lua.run("script = function()\n" + Files.readString(DIRECTORY.resolve(script)) + "\nend");
      lua.run("result = script()");
      lua.getGlobal("result");
      return plain(lua.toObject(-1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lua knows tables only, and no whole numbers; an empty table is an object. */
  private static Object plain(Object value) {
    if (value instanceof Double number && number == Math.rint(number)) {
      return number.longValue();
    }
    if (!(value instanceof Map<?, ?> table)) {
      return value;
    }
    Map<Object, Object> members = new TreeMap<>();
    table.forEach((key, member) -> members.put(plain(key), plain(member)));
    List<Long> indexes =
        IntStream.rangeClosed(1, members.size()).mapToObj(index -> (long) index).toList();
    boolean list = !members.isEmpty() && List.copyOf(members.keySet()).equals(indexes);
    return list ? List.copyOf(members.values()) : members;
  }
}
