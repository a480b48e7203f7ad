package io.swarmoperator.conformance;

import java.util.Set;

/** Cases whose tests are still to come. A case leaves this list with its first test. */
final class Pending {
  static final Set<String> CASES = Set.of();

  private Pending() {}
}
