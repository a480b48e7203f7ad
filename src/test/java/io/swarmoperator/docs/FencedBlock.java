package io.swarmoperator.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a page has between three backticks.
 *
 * @param page where
 * @param line of its first backticks, from 1
 * @param info the word behind these
 * @param text what stands between
 */
public record FencedBlock(Path page, int line, String info, String text) {
  private static final String FENCE = "```";

  /** All blocks of all pages, in the order of the pages' names. */
  public static List<FencedBlock> all() {
    return pages().stream().flatMap(page -> of(page).stream()).toList();
  }

  /** Every page that a reader of the project finds. */
  static List<Path> pages() {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
    pages.add(Path.of("helm/swarm-operator/README.md"));
    try (Stream<Path> files = Files.list(Path.of("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pages;
  }

  static List<FencedBlock> of(Path page) {
    List<FencedBlock> blocks = new ArrayList<>();
    List<String> lines = PageTables.read(page).lines().toList();
    int start = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).strip().startsWith(FENCE)) {
        continue;
      }
      if (start < 0) {
        start = i;
      } else {
        String info = lines.get(start).strip().substring(FENCE.length());
        String text = String.join("\n", lines.subList(start + 1, i)) + "\n";
        blocks.add(new FencedBlock(page, start + 1, info, text));
        start = -1;
      }
    }
    if (start >= 0) {
      throw new AssertionError(page + ":" + (start + 1) + ": a block without an end");
    }
    return blocks;
  }

  @Override
  public String toString() {
    return page + ":" + line + " " + info;
  }
}
