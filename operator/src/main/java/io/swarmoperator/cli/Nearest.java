package io.swarmoperator.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What was meant by a word that is nearly one of those that are known. */
final class Nearest {
  private static final int LETTERS_FOR_EACH_SLIP = 4;

  private Nearest() {}

  /** The known word with the fewest slips; empty when none is near. */
  static Optional<String> of(String word, Collection<String> known) {
    return known.stream()
        .filter(k -> slips(word, k) <= Math.max(1, letters(word) / LETTERS_FOR_EACH_SLIP))
        .filter(k -> letters(word) > 1)
        .min(Comparator.<String>comparingInt(k -> slips(word, k)).thenComparing(k -> k));
  }

  private static int letters(String word) {
    return word.replaceFirst("^-+", "").length();
  }

  /** Letters left out, too many or wrong, and two that changed places. */
  private static int slips(String one, String other) {
    int[][] least = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        least[i][j] = i == 0 || j == 0 ? i + j : step(least, i, j, one, other);
      }
    }
    return least[one.length()][other.length()];
  }

  private static int step(int[][] least, int i, int j, String one, String other) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    int wrong = least[i - 1][j - 1] + (same ? 0 : 1);
    int fewest = Math.min(wrong, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
    boolean changedPlaces =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return changedPlaces ? Math.min(fewest, least[i - 2][j - 2] + 1) : fewest;
  }
}
