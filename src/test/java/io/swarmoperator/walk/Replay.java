package io.swarmoperator.walk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Part of a seed's script, in words from which it can be played again.
 *
 * @param seed of the whole script
 * @param lines that are kept, by number
 * @param waits of these lines, before them: the others come at once
 * @param prompt whether requests and watches take as little time as they can
 * @param nodes how many; 0: as many as the seed says
 */
record Replay(long seed, List<Integer> lines, Set<Integer> waits, boolean prompt, int nodes) {
  Replay {
    lines = List.copyOf(lines);
    waits = Set.copyOf(waits);
  }

  /** All of a seed. */
  static Replay of(long seed) {
    List<Integer> all = IntStream.range(0, Generator.script(seed).lines().size()).boxed().toList();
    return new Replay(seed, all, new TreeSet<>(all), false, 0);
  }

  /** Reads what {@link #toString} wrote. */
  static Replay parse(String text) {
    String[] words = text.trim().split(" ");
    List<Integer> lines = new ArrayList<>();
    Set<Integer> waits = new TreeSet<>();
    boolean prompt = false;
    int nodes = 0;
    for (String word : List.of(words).subList(1, words.length)) {
      if (word.equals("prompt")) {
        prompt = true;
      } else if (word.startsWith("nodes:")) {
        nodes = Integer.parseInt(word.substring("nodes:".length()));
      } else {
        int line = Integer.parseInt(word.replace("+", ""));
        lines.add(line);
        if (word.startsWith("+")) {
          waits.add(line);
        }
      }
    }
    return new Replay(Long.parseLong(words[0]), lines, waits, prompt, nodes);
  }

  Replay with(List<Integer> others) {
    return new Replay(seed, others, waits, prompt, nodes);
  }

  Replay without(int wait) {
    Set<Integer> fewer = new TreeSet<>(waits);
    fewer.remove(wait);
    return new Replay(seed, lines, fewer, prompt, nodes);
  }

  Replay promptly() {
    return new Replay(seed, lines, waits, true, nodes);
  }

  Replay on(int number) {
    return new Replay(seed, lines, waits, prompt, number);
  }

  Script script() {
    Script whole = Generator.script(seed);
    Setup setup = nodes == 0 ? whole.setup() : whole.setup().nodes(nodes);
    return whole
        .with(prompt ? setup.prompt() : setup)
        .with(lines.stream().map(this::line).toList());
  }

  private Script.Line line(int number) {
    Script.Line line = Generator.script(seed).lines().get(number);
    return waits.contains(number) ? line : new Script.Line(Duration.ZERO, line.deed());
  }

  @Override
  public String toString() {
    Stream<String> numbers = lines.stream().map(n -> (waits.contains(n) ? "+" : "") + n);
    Stream<String> setup =
        Stream.of(prompt ? "prompt" : "", nodes == 0 ? "" : "nodes:" + nodes)
            .filter(word -> !word.isEmpty());
    return seed + " " + Stream.concat(setup, numbers).collect(Collectors.joining(" "));
  }
}
