package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.swarmoperator.api.JobIterationStatus;
import io.swarmoperator.api.SchemaDefaults;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceSpec;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.api.VolumeClaim;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.revision.RevisionContent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandInTest {
  private final ObjectNode spec = JsonNodeFactory.instance.objectNode();

  @Test
  void tasksRunWhatTheyDidAndTheRestIsAsDeclared() {
    RevisionContent before = content("app:1");
    spec.put("replicas", 7).putObject("updateConfig").put("delay", "3s");
    SwarmService standIn = StandIn.of(service("app:2"), before);

    assertThat(standIn.getSpec().getTemplate().getImage()).isEqualTo("app:1");
    assertThat(facts(standIn).mode()).isEqualTo(new Mode.Replicated(7));
    assertThat(facts(standIn).update().delay()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void whatIsMissingOrCannotBeReadIsAtItsDefault() {
    RevisionContent before = content("app:1");
    spec.put("replicas", 7).putObject("updateConfig").put("delay", "soon");
    SwarmService invalid = service("app:2");
    invalid.getSpec().setDrain(null);
    SwarmService standIn = StandIn.of(invalid, before);

    assertThat(facts(standIn).mode()).isEqualTo(new Mode.Replicated(7));
    assertThat(facts(standIn).update().delay()).isEqualTo(Duration.ZERO);
    assertThat(standIn.getSpec().getDrain().getOrder()).isNotNull();
  }

  @Test
  void aJobGoesOnWithTheNumbersThatItWasBegunWith() {
    RevisionContent before = content("app:1");
    spec.put("mode", "replicated-job").putObject("job").put("totalCompletions", 9);
    SwarmService job = service("app:2");
    JobIterationStatus iteration = new JobIterationStatus();
    iteration.setIndex(0);
    iteration.setLastExecution("2026-01-01T00:00:00Z");
    iteration.setOf("abc/2/5");
    job.setStatus(new SwarmServiceStatus());
    job.getStatus().setJobIteration(iteration);

    assertThat(facts(StandIn.of(job, before)).mode()).isEqualTo(new Mode.ReplicatedJob(2, 5));
  }

  @Test
  void aClaimThatWasRefusedIsNotMade() {
    RevisionContent before = content("app:1");
    ArrayNode claims = spec.putArray("volumeClaims");
    for (String name : List.of("data-{{.Task.Slot}}", "data-{{.Task.ID}}", "{{.Task.Node}}", "A")) {
      claims.addObject().put("name", name).put("size", "1Gi");
    }

    assertThat(StandIn.of(service("app:2"), before).getSpec().getVolumeClaims())
        .extracting(VolumeClaim::getName)
        .containsExactly("data-{{.Task.Slot}}");
  }

  private static ServiceSpec facts(SwarmService service) {
    return SpecFacts.of(service, 5);
  }

  private RevisionContent content(String image) {
    return RevisionContent.of(service(image));
  }

  private SwarmService service(String image) {
    SwarmService service = TestTasks.service();
    ObjectNode declared = spec.deepCopy();
    declared.putObject("template").put("image", image);
    service.setSpec(
        new KubernetesSerialization()
            .convertValue(
                SchemaDefaults.of(SwarmService.class).apply(declared, ""), SwarmServiceSpec.class));
    return service;
  }
}
