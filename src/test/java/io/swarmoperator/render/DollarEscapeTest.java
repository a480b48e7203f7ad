package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DollarEscapeTest {
  private static final long SEED = 42;

  @ParameterizedTest
  @CsvSource({
    "$(A), $$(A)",
    "$HOME, $HOME",
    "$, $",
    "$$, $$$",
    "a$$b, a$$$b",
    "$$(A), $$$$(A)",
    "5$, 5$",
    "$(, $$("
  })
  void doublesOnlyTheDollarsThatKubernetesWouldRead(String declared, String rendered) {
    assertThat(DollarEscape.literal(declared)).isEqualTo(rendered);
  }

  @Test
  void whateverIsDeclaredReachesTheProcess() {
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(random.nextInt(8), 0, 4).forEach(c -> text.append("$()A".charAt(c)));
      assertThat(expand(DollarEscape.literal(text.toString()))).isEqualTo(text.toString());
    }
  }

  @Test
  void keepsTheOrderOfAList() {
    assertThat(DollarEscape.literals(List.of("b", "$(a)"))).containsExactly("b", "$$(a)");
  }

  /**
   * What the kubelet does: k8s.io/kubernetes third_party/forked/golang/expansion/expand.go, every
   * variable known.
   */
  private static String expand(String input) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < input.length(); i++) {
      char next = i + 1 < input.length() ? input.charAt(i + 1) : 0;
      int closer = input.indexOf(')', i);
      if (input.charAt(i) != '$' || next == 0) {
        out.append(input.charAt(i));
      } else if (next == '(' && closer > 0) {
        out.append("EXPANDED");
        i = closer;
      } else if (next == '$') {
        out.append('$');
        i++;
      } else {
        out.append('$').append(next);
        i++;
      }
    }
    return out.toString();
  }
}
