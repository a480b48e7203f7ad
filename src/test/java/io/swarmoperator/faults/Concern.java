package io.swarmoperator.faults;

import io.swarmoperator.sim.ApiObject;
import io.swarmoperator.sim.Change;
import java.util.Optional;

/** Which events make a round: those whose {@link Change} wakes the operator. */
final class Concern {
  private Concern() {}

  static boolean of(Optional<ApiObject> before, Optional<ApiObject> after) {
    return change(before, after).wakes();
  }

  private static Change change(Optional<ApiObject> before, Optional<ApiObject> after) {
    return switch (after.or(() -> before).orElseThrow().kind()) {
      case NODE -> Change.NODE;
      case POD -> Change.POD;
      case REVISION, RECORD -> after.isEmpty() ? Change.DELETION : Change.OWN_WRITE;
      case SERVICE ->
          before.isEmpty() || declaredOtherwise(before.get(), after.orElseThrow())
              ? Change.SERVICE
              : Change.OWN_WRITE;
    };
  }

  private static boolean declaredOtherwise(ApiObject before, ApiObject after) {
    ApiObject.Service was = (ApiObject.Service) before;
    ApiObject.Service is = (ApiObject.Service) after;
    return was.generation() != is.generation() || !was.request().equals(is.request());
  }
}
