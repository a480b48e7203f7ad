package io.swarmoperator.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spans, durations, images and the order of names, as Docker's command line has them. */
class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "PT-3S, Less than a second",
    "PT0.9S, Less than a second",
    "PT1S, 1 second",
    "PT59.9S, 59 seconds",
    "PT60S, About a minute",
    "PT119S, About a minute",
    "PT2M, 2 minutes",
    "PT59M59S, 59 minutes",
    "PT1H, About an hour",
    "PT1H29M, About an hour",
    "PT1H30M, 2 hours",
    "PT47H29M, 47 hours",
    "PT48H, 2 days",
    "P13D, 13 days",
    "P14D, 2 weeks",
    "P59D, 8 weeks",
    "P60D, 2 months",
    "P729D, 24 months",
    "P730D, 2 years"
  })
  void spansAreSaidAsDockerSaysThem(Duration span, String words) {
    assertThat(Elapsed.words(span)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "0s, 0s",
    "10s, 10s",
    "90s, 1m30s",
    "1h, 1h0m0s",
    "500ms, 500ms",
    "1500ms, 1.5s",
    "1500us, 1.5ms",
    "200ns, 200ns",
    "1.5us, 1.5µs",
    "61m1.25s, 1h1m1.25s"
  })
  void durationsAreWrittenAsGoWritesThem(String declared, String shown) {
    assertThat(GoDuration.text(declared)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "alpine, alpine",
    "alpine@sha256:ab, alpine@sha256:ab",
    "alpine:3.7@sha256:ab, alpine:3.7",
    "docker.io/library/alpine:3.7, alpine:3.7",
    "index.docker.io/library/alpine:3.7, alpine:3.7",
    "docker.io/acme/app:1, acme/app:1",
    "library/alpine:3, library/alpine:3",
    "reg.example:5000/a/b:1@sha256:ab, reg.example:5000/a/b:1"
  })
  void imagesAreShort(String image, String shown) {
    assertThat(Words.image(image)).isEqualTo(shown);
  }

  @Test
  void numbersInNamesAreNumbers() {
    assertThat(
            Stream.of("web-10", "web", "web-2", "a1b", "web-02", "a1")
                .sorted(NaturalOrder.NAMES)
                .toList())
        .isEqualTo(List.of("a1", "a1b", "web", "web-02", "web-2", "web-10"));
  }

  @Test
  void aTextIsCutWithAnEllipsis() {
    assertThat(Words.cut("12345", 5)).isEqualTo("12345");
    assertThat(Words.cut("123456", 5)).isEqualTo("1234…");
  }
}
