package io.swarmoperator.faults;

import io.swarmoperator.sim.ApiObject;
import java.util.Optional;

/** Which changes make a round: as {@code operator.Concerns}, own writes don't matter. */
final class Concern {
  private Concern() {}

  static boolean of(Optional<ApiObject> before, Optional<ApiObject> after) {
    return switch (after.or(() -> before).orElseThrow().kind()) {
      case NODE, POD -> true;
      case REVISION, RECORD -> after.isEmpty();
      case SERVICE -> before.isEmpty() || declaredOtherwise(before.get(), after.orElseThrow());
    };
  }

  private static boolean declaredOtherwise(ApiObject before, ApiObject after) {
    ApiObject.Service was = (ApiObject.Service) before;
    ApiObject.Service is = (ApiObject.Service) after;
    return was.generation() != is.generation() || !was.request().equals(is.request());
  }
}
