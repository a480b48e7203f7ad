package io.swarmoperator.conformance;

import java.util.Set;

/** Cases whose tests are still to come. A case leaves this list with its first test. */
final class Pending {
  static final Set<String> CASES =
      Set.of(
          "C001", "C002", "C004", "C005", "C007", "C008", "C010", "C011", "C013", "C014", "C022",
          "C023", "C028", "C029", "C041", "C059", "C062", "C065", "C067", "C068", "C071", "C118",
          "C119", "C202", "C203", "C205", "C206", "C217", "C218", "C220", "C221", "C223", "C224",
          "X02", "X05", "X22", "X23", "X25", "X26", "X28", "X29", "X31", "X32", "X34", "X38", "X40",
          "X41", "X47", "X49", "X50", "X59", "X61", "X68");

  private Pending() {}
}
