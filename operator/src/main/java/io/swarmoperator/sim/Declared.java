package io.swarmoperator.sim;

import io.swarmoperator.decide.ServiceSpec;

/**
 * A service as its user declares it.
 *
 * @param spec how it is run
 * @param content what its tasks run
 */
public record Declared(ServiceSpec spec, Content content) {}
