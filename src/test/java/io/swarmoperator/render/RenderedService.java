package io.swarmoperator.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.swarmoperator.api.ServiceMode;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.Spot;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.revision.RevisionContent;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is made of a service that the schema takes.
 *
 * @param objects the pod of a task, the Services, the claims and the budget; none with problems
 * @param problems why there are none
 */
record RenderedService(List<HasMetadata> objects, List<String> problems) {

  static RenderedService of(ObjectNode declared) {
    SwarmService service = Fixtures.service(declared.deepCopy());
    RevisionContent content = RevisionContent.of(service);
    List<FieldProblem> problems = SpecProblems.of(service, content);
    if (!problems.isEmpty()) {
      return new RenderedService(List.of(), problems.stream().map(FieldProblem::toString).toList());
    }
    TaskIdentity task = identity(service, content);
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(PodRenderer.render(service, content, Fixtures.task(task), Spot.on("n1")));
    objects.add(ServiceRenderer.tasks(service));
    objects.add(ServiceRenderer.endpoint(service, content.endpoint()));
    ServiceRenderer.ingress(service, content.endpoint()).ifPresent(objects::add);
    objects.addAll(ClaimRenderer.render(service, content, task));
    BudgetRenderer.render(service, 1).ifPresent(objects::add);
    UnsupportedFields.of(service, content);
    return new RenderedService(objects, List.of());
  }

  private static TaskIdentity identity(SwarmService service, RevisionContent content) {
    ServiceMode mode = service.getSpec().getMode();
    boolean perNode = mode == ServiceMode.GLOBAL || mode == ServiceMode.GLOBAL_JOB;
    return new TaskIdentity(
        service.getMetadata().getName(),
        perNode ? SlotId.onNode("n1") : SlotId.numbered(3),
        1,
        Fixtures.TASK_ID,
        content.hash(),
        content.template().getImage(),
        Reason.SCALED_UP,
        0,
        0);
  }
}
