package io.swarmoperator.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.swarmoperator.decide.Notice;
import io.swarmoperator.decide.NoticeReason;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The rules that keep decisions pure and the packages in layers. */
@AnalyzeClasses(packages = "io.swarmoperator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String DECIDE = "io.swarmoperator.decide..";
  private static final String SIM = "io.swarmoperator.sim..";

  @ArchTest
  static final ArchRule decisionsArePure =
      classes()
          .that()
          .resideInAPackage(DECIDE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", DECIDE)
          .because(
              "a decision must be testable without a cluster: convert what it needs into its own"
                  + " records in observe, and let act and report deal with the API")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule theSimulationKnowsOnlyDecisions =
      classes()
          .that()
          .resideInAPackage(SIM)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", DECIDE, SIM)
          .because(
              "the simulation stands in for the cluster: what it needs of the API comes to it as the"
                  + " records of decide");

  @ArchTest
  static final ArchRule whatIsPrintedIsAPureFunction =
      noClasses()
          .that()
          .resideInAPackage("io.swarmoperator.print..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8.kubernetes.client..")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("picocli..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because(
              "what a command prints must be testable without a cluster: it is made of objects, the"
                  + " time and the width of the terminal, which the command gets");

  @ArchTest
  static final ArchRule decisionsTakeTimeAsAParameter =
      noClasses()
          .that()
          .resideInAPackage(DECIDE)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.Random.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ThreadLocalRandom.class)
          .because("the same view at the same instant must always give the same plan")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nothingSleeps =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class, int.class)
          .because("whatever waits is woken by an event or by the planner's own deadline");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.swarmoperator.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nothingIsCalledUtilsOrManager =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .because("a small function lives beside its concept");

  @ArchTest
  static final ArchRule everyNoticeIsInTheCatalogue =
      noClasses()
          .that()
          .areNotAssignableTo(NoticeReason.class)
          .should()
          .callConstructor(Notice.class, boolean.class, String.class, String.class)
          .because("docs/reference-messages.md is made of that list");

  @ArchTest
  static final ArchRule everyMetricIsInTheList =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.swarmoperator.measure")
          .should()
          .callMethodWhere(
              JavaCall.Predicates.target(
                      HasOwner.Predicates.With.owner(
                          JavaClass.Predicates.assignableTo(MeterRegistry.class)))
                  .and(
                      JavaCall.Predicates.target(
                          HasName.Predicates.nameMatching(
                              "counter|timer|gauge|summary|more|newTimer|newCounter"))))
          .because("docs/reference-metrics.md is made of that list");

  @Test
  void oneHttpClientIsOnTheClassPath() {
    assertThat(ServiceLoader.load(HttpClient.Factory.class))
        .as("two clients at equal priority would be picked from at random")
        .hasOnlyElementsOfType(JdkHttpClientFactory.class)
        .hasSize(1);
  }
}
