package io.swarmoperator.docs;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How the commands of a page are typed.
 *
 * @param where what they are typed at
 * @param first what has been typed before the page begins
 * @param before what has been typed before a command that takes up another thread
 * @param instead what is typed for a command that would not end or has a made-up name
 * @param fails commands that end with an error, which the page shows
 * @param untyped commands that can't be typed here, with the reason
 * @param last what is typed when all is over
 */
public record Typing(
    Where where,
    List<String> first,
    Map<String, List<String>> before,
    Map<String, String> instead,
    List<String> fails,
    Map<String, Untyped> untyped,
    List<String> last) {

  private static final Path FILE = Path.of("src/test/resources/docs/typing.yaml");

  /** What a page's reader sits at. */
  public enum Where {
    /** A cluster in which the operator works for the reader's namespace. */
    @JsonProperty("cluster")
    CLUSTER,
    /** The same, and its nodes can be stopped. */
    @JsonProperty("cluster whose nodes may fail")
    FAILABLE,
    /** A cluster that knows nothing of the operator, and Helm. */
    @JsonProperty("bare")
    BARE,
    /** Nothing but the project's directory. */
    @JsonProperty("directory")
    DIRECTORY
  }

  /**
   * Why a command isn't typed.
   *
   * @param needs what isn't there
   * @param by the test class that shows that it works, as far as that can be shown
   * @param shows a word of the command that this test has as a text; or the page on which it types
   *     the command
   */
  public record Untyped(Needs needs, String by, String shows) {}

  /** What tests have not, and what begins a command that needs it. */
  public enum Needs {
    @JsonProperty("docker")
    DOCKER("docker "),
    @JsonProperty("the whole build")
    BUILD("mvn "),
    @JsonProperty("a sandbox of its own")
    SANDBOX("./swarm sandbox"),
    @JsonProperty("a program that stays up")
    STAYS_UP("./swarm run "),
    @JsonProperty("a bare cluster")
    BARE("helm ");

    private final String beginning;

    Needs(String beginning) {
      this.beginning = beginning;
    }

    boolean isNeededBy(String command) {
      return command.startsWith(beginning);
    }
  }

  public Typing {
    first = first == null ? List.of() : List.copyOf(first);
    before = before == null ? Map.of() : Map.copyOf(before);
    instead = instead == null ? Map.of() : Map.copyOf(instead);
    fails = fails == null ? List.of() : List.copyOf(fails);
    untyped = untyped == null ? Map.of() : Map.copyOf(untyped);
    last = last == null ? List.of() : List.copyOf(last);
    Objects.requireNonNull(where);
  }

  /** By page. */
  public static Map<Path, Typing> all() {
    try {
      return new ObjectMapper(new YAMLFactory())
              .readValue(Files.readString(FILE), new TypeReference<Map<String, Typing>>() {})
              .entrySet()
              .stream()
              .collect(Collectors.toMap(page -> Path.of(page.getKey()), Map.Entry::getValue));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
