package io.swarmoperator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** What proves nothing is found. The classes in here are never run; all others are looked at. */
class IdleAnnotationsTest {
  @Difference("D1")
  static class WithoutATest {
    void helps() {}
  }

  @Difference("D1")
  static class WithATest {
    @Test
    void runs() {}
  }

  @Conformance("C001")
  static class Inherits extends WithATest {}

  @Difference("D1")
  static class OnlyDisabled {
    @Disabled
    @Test
    void rests() {}
  }

  @Disabled
  static class Off {
    @Difference("D1")
    @Test
    void restsWithItsClass() {}
  }

  static class On {
    @Difference("D1")
    @Test
    void runs() {}

    @Difference("D1")
    @Disabled
    @Test
    void rests() {}

    @Conformance("C001")
    void isNoTest() {}
  }

  @Test
  void anAnnotatedClassHasATestThatRuns() {
    assertThat(
            AnnotatedTest.idle(
                List.of(WithoutATest.class, WithATest.class, Inherits.class, OnlyDisabled.class)))
        .containsExactly("WithoutATest", "OnlyDisabled");
  }

  @Test
  void anAnnotatedMethodIsATestThatRuns() {
    assertThat(AnnotatedTest.idle(List.of(Off.class, On.class)))
        .containsExactlyInAnyOrder("Off.restsWithItsClass", "On.rests", "On.isNoTest");
  }
}
