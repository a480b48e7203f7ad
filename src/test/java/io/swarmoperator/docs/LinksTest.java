package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link from page to page leads somewhere, to the heading as well. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern NAMED = Pattern.compile("<a id=\"([^\"]+)\"></a>");

  @Test
  void everyLinkLeadsToAFileAndAHeading() {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : FencedBlock.pages()) {
      Matcher link = LINK.matcher(prose(page));
      while (link.find()) {
        if (!link.group(1).startsWith("http")) {
          links++;
          if (!leadsSomewhere(page, link.group(1))) {
            broken.add(page + ": " + link.group(1));
          }
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(100);
  }

  /** Who reads the first page finds all the others. */
  @Test
  void everyPageIsLinkedFromTheFirst() {
    String first = prose(Path.of("README.md"));
    assertThat(FencedBlock.pages())
        .filteredOn(page -> page.startsWith("docs"))
        .allSatisfy(page -> assertThat(first).contains("](" + page + ")"));
  }

  private static boolean leadsSomewhere(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return parts.length == 1 || anchors(target).contains(parts[1]);
  }

  /** Headings, and what is named for links that a heading's words are not to break. */
  private static List<String> anchors(Path page) {
    Stream<String> headings =
        prose(page)
            .lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
            .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
    Stream<String> named = NAMED.matcher(prose(page)).results().map(found -> found.group(1));
    return Stream.concat(headings, named).toList();
  }

  private static String prose(Path page) {
    return PageTables.read(page).replaceAll("(?ms)^```.*?^```", "");
  }
}
