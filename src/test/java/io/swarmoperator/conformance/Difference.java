package io.swarmoperator.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The rows of {@code docs/differences.md} that a test, or every test of a class, shows. Where the
 * difference is one from a conformance case, {@link Conformance#differs} names the row.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Difference {
  /** Numbers of the rows, such as {@code D12}. */
  String[] value();
}
