package io.swarmoperator.cluster;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test, or a class of them, that labels, taints, cordons or adds nodes: no other cluster test
 * runs meanwhile, and afterwards the nodes are as they were before.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock(value = ClusterTest.NODES, mode = ResourceAccessMode.READ_WRITE)
public @interface ChangesNodes {}
