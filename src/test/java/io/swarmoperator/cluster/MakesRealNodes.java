package io.swarmoperator.cluster;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class that starts real nodes itself. A machine has one set of them at a time: those that
 * {@link RealNodesTest} classes share are taken away before, and made again for the next of these.
 * Skipped, with the reason, where the machine can't run such nodes.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("cluster")
@ResourceLock(value = ClusterTest.NODES, mode = ResourceAccessMode.READ_WRITE)
@ExtendWith(MakesRealNodesExtension.class)
public @interface MakesRealNodes {}
