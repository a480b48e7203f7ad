package io.swarmoperator.conformance;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A test, or a class of tests, that says what it proves.
 *
 * @param element where the annotations stand
 * @param name for people
 * @param file where it stands, from the top of the repository
 */
record AnnotatedTest(AnnotatedElement element, String name, Path file) {
  private static final Path SOURCES = Path.of("src/test/java");

  /** Every test that says so with {@link Conformance} or {@link Difference}. */
  static List<AnnotatedTest> all() {
    List<AnnotatedTest> all = new ArrayList<>();
    for (Class<?> type : classes()) {
      Path file =
          SOURCES.resolve(type.getName().replaceAll("[$].*", "").replace('.', '/') + ".java");
      if (saysWhatItProves(type)) {
        all.add(new AnnotatedTest(type, type.getSimpleName(), file));
      }
      for (Method method : methods(type)) {
        String name = type.getSimpleName() + ": " + words(method.getName());
        all.add(new AnnotatedTest(method, name, file));
      }
    }
    return all;
  }

  /** Annotations that stand on nothing that is run. */
  static List<String> idle() {
    return idle(classes());
  }

  /** Those of them that stand in the given classes. */
  static List<String> idle(List<Class<?>> classes) {
    Stream<String> types =
        classes.stream()
            .filter(type -> saysWhatItProves(type) && !hasATestThatRuns(type))
            .map(Class::getSimpleName);
    Stream<String> methods =
        classes.stream()
            .flatMap(type -> methods(type).stream().filter(m -> !runs(m, type)))
            .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName());
    return Stream.concat(types, methods).toList();
  }

  private static boolean hasATestThatRuns(Class<?> type) {
    boolean inherited =
        ReflectionSupport.streamMethods(type, m -> runs(m, type), HierarchyTraversalMode.TOP_DOWN)
            .findAny()
            .isPresent();
    return inherited
        || Stream.of(type.getDeclaredClasses())
            .filter(inner -> AnnotationSupport.isAnnotated(inner, Nested.class))
            .anyMatch(AnnotatedTest::hasATestThatRuns);
  }

  private static boolean runs(Method method, Class<?> type) {
    return AnnotationSupport.isAnnotated(method, Testable.class)
        && !disabled(method)
        && Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getEnclosingClass)
            .noneMatch(AnnotatedTest::disabled);
  }

  /** The annotations of a kind, each of those that stand together. */
  <A extends Annotation> List<A> annotations(Class<A> kind) {
    return List.of(element.getDeclaredAnnotationsByType(kind));
  }

  private static List<Class<?>> classes() {
    return ReflectionSupport.findAllClassesInPackage(
        "io.swarmoperator",
        type -> type.getEnclosingClass() != IdleAnnotationsTest.class,
        n -> true);
  }

  private static List<Method> methods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(AnnotatedTest::saysWhatItProves)
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private static boolean saysWhatItProves(AnnotatedElement element) {
    return element.getDeclaredAnnotationsByType(Conformance.class).length > 0
        || element.isAnnotationPresent(Difference.class);
  }

  private static boolean disabled(AnnotatedElement element) {
    return AnnotationSupport.isAnnotated(element, Disabled.class);
  }

  /** A method's name as a sentence. */
  private static String words(String camelCase) {
    return camelCase
        .replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z0-9])(?=[A-Z][a-z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
