package io.swarmoperator.conformance;

import java.util.Set;

/** Cases whose tests are still to come. A case leaves this list with its first test. */
final class Pending {
  static final Set<String> CASES =
      Set.of(
          "C172", "C173", "C175", "C176", "C178", "C179", "C181", "C182", "C184", "C185", "C187",
          "C188", "C190", "C191", "C193", "C194", "C196", "C197", "C212", "C214", "C215");

  private Pending() {}
}
