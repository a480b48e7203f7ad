package io.swarmoperator.sim;

import io.swarmoperator.decide.ServiceView;

/** What an operator sees. The cluster itself shows the present; a test may show something older. */
@FunctionalInterface
public interface Reads {

  /** The service and all around it. */
  ServiceView view();
}
