package io.swarmoperator.chart;

import io.swarmoperator.cluster.ClusterTest;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
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
 * A test class that uses real Helm. Methods may ask for a {@code Helm}, and for a {@code
 * ChartCluster}: one of the class's own, for what the chart makes is the whole cluster's. One such
 * class runs at a time, beside others that leave nodes alone. Skipped where Go can't build either.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("cluster")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = ClusterTest.NODES, mode = ResourceAccessMode.READ)
@ResourceLock(ChartTest.CLUSTER)
@ExtendWith(ChartExtension.class)
@interface ChartTest {
  String CLUSTER = "io.swarmoperator.chart.cluster";
}
