package io.swarmoperator.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The conformance cases (S§13) that a test, or every test of a class, is evidence for. */
@Documented
@Repeatable(Conformance.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Conformance {
  /** Numbers of the cases, such as {@code C158} or {@code X65}. */
  String[] value();

  /**
   * The number of the row in {@code docs/differences.md} by which the outcome differs on purpose;
   * empty where it is Swarm's.
   */
  String differs() default "";

  /** Holds several. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @interface All {
    Conformance[] value();
  }
}
