package io.swarmoperator.cluster;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class on a real control plane. Every test gets a namespace of its own and runs beside
 * others. Constructors and methods may ask for a {@code KubernetesClient} and a {@code Kubectl}
 * (both in that namespace), a {@code String} (the namespace), a {@code ControlPlane} and, with
 * {@link FailsNodes}, a {@code FailableNodes}. Without a control plane the tests are skipped.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("cluster")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = ClusterTest.NODES, mode = ResourceAccessMode.READ)
@ExtendWith(ClusterExtension.class)
public @interface ClusterTest {

  /** What tests share that leave the nodes alone, and what those that don't have to themselves. */
  String NODES = "io.swarmoperator.cluster.nodes";
}
