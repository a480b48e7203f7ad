package io.swarmoperator.cluster;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves the machine to {@link MakesRealNodes} classes once it is known to run real nodes. */
final class MakesRealNodesExtension implements ExecutionCondition, BeforeEachCallback {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context.getTestMethod().isEmpty()
        ? RealNodesExtension.condition(context)
        : ConditionEvaluationResult.enabled("as its class");
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    RealNodesExtension.takeAway(context);
  }
}
