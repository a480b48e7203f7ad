package io.swarmoperator.act;

import java.util.List;
import java.util.Set;

/**
 * What came of a plan.
 *
 * @param withoutPod names of tasks whose pod was to be made and wasn't: their records of the plan must not be written
 * @param failures of steps, as messages
 */
public record Outcome(Set<String> withoutPod, List<String> failures) {}
