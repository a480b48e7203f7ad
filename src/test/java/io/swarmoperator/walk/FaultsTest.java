package io.swarmoperator.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.faults.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultsTest {
  @Test
  void survey() {
    long from = Long.getLong("walk.from", 1);
    long seeds = Long.getLong("walk.seeds", 200);
    long start = System.nanoTime();
    Map<String, List<Long>> found = new TreeMap<>();
    LongStream.range(from, from + seeds)
        .parallel()
        .forEach(
            seed -> {
              Walk.Result result = new Walk(Parts.SOUND).play(Generator.script(seed));
              result
                  .first()
                  .ifPresent(
                      o -> {
                        synchronized (found) {
                          found.computeIfAbsent(o.check(), c -> new ArrayList<>()).add(seed);
                        }
                      });
            });
    System.out.println((System.nanoTime() - start) / 1_000_000 + " ms");
    found.forEach((c, s) -> System.out.println(c + " " + s.size() + " " + s.stream().sorted().limit(12).toList()));
    assertThat(found).isEmpty();
  }

  @Test
  void one() {
    Script script = Generator.script(Long.getLong("walk.seed", 1));
    System.out.println(script);
    Walk.Result result = new Walk(Parts.SOUND).play(script);
    System.out.println(result.lines());
    result.offences().forEach(System.out::println);
    System.out.println(result.rests());
  }
}
