package io.swarmoperator.cluster;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class on two nodes that run real containers, on a control plane of their own. Every test
 * gets a namespace, and may ask for a {@code KubernetesClient} and a {@code Kubectl} in it.
 * Skipped, with the reason, where the machine can't run such nodes. Images: {@code alpine} (latest,
 * 3.7, 3.8) and {@code busybox}, all of them busybox.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("cluster")
@ResourceLock(value = ClusterTest.NODES, mode = ResourceAccessMode.READ_WRITE)
@ExtendWith(RealNodesExtension.class)
public @interface RealNodesTest {}
