package io.swarmoperator.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.bundle.Cel;
import io.swarmoperator.api.Durations;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.observe.SpecFacts;
import io.swarmoperator.render.SpecProblems;
import io.swarmoperator.render.UnsupportedFields;
import io.swarmoperator.report.Conditions;
import io.swarmoperator.revision.RevisionContent;
import io.swarmoperator.sim.Content;
import io.swarmoperator.sim.Declared;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads services from files: checked and completed as the API server would do it, with a line
 * number for all that is wrong.
 */
final class ServiceFile {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int TASK_HISTORY = 5;

  /** Loads while the file is read and checked against the schema: half of a plan's start. */
  private final CompletableFuture<Cel> language =
      CompletableFuture.supplyAsync(ServiceRules::loaded);

  private final ServiceSchema schema = new ServiceSchema();
  private Optional<ServiceRules> rules = Optional.empty();

  /** A service that is being created. */
  Source read(Path file) throws BadInputException {
    return read(file, MissingNode.getInstance());
  }

  /** The same service, changed. */
  Source read(Path file, Source before) throws BadInputException {
    Source changed = read(file, before.tree());
    for (String field : List.of("name", "namespace")) {
      if (!changed.tree().at("/metadata/" + field).equals(before.tree().at("/metadata/" + field))) {
        throw refuse(
            changed.document(), ObjectMetadata.FIELD.then(field), "must be the same in both files");
      }
    }
    return changed;
  }

  /**
   * A file that is in order.
   *
   * @param document as it was read, now complete with defaults
   */
  record Source(SourceDocument document) {
    JsonNode tree() {
      return document.tree();
    }

    /** What is wrong in a way that only the operator sees. */
    private List<Problem> beyondTheSchema() {
      SwarmService service = service(document);
      return SpecProblems.of(service, RevisionContent.of(service)).stream()
          .map(problem -> document.problem(new FieldPath(problem.path()), problem.reason()))
          .sorted(Comparator.comparingInt(Problem::line))
          .toList();
    }

    /** What the operator would say of fields that it can't honour. */
    List<Condition> unsupported() {
      SwarmService service = service(document);
      return Conditions.unsupported(UnsupportedFields.of(service, RevisionContent.of(service)));
    }

    Declared declared() {
      SwarmService service = service(document);
      RevisionContent content = RevisionContent.of(service);
      return new Declared(
          SpecFacts.of(service, TASK_HISTORY),
          new Content(
              content.toDecide(0), Durations.parse(content.template().getStopGracePeriod())));
    }
  }

  private Source read(Path file, JsonNode before) throws BadInputException {
    SourceDocument document = SourceDocument.read(file);
    checkKind(document);
    List<Problem> problems = new ArrayList<>(ObjectMetadata.complete(document));
    problems.addAll(schema.complete(document));
    if (problems.isEmpty()) {
      problems.addAll(ListKeys.check(schema.structural(), document));
      problems.addAll(rules().check(document, before));
    }
    Source source = new Source(document);
    if (problems.isEmpty()) {
      problems.addAll(source.beyondTheSchema());
    }
    if (!problems.isEmpty()) {
      throw new BadInputException(problems);
    }
    return source;
  }

  private static SwarmService service(SourceDocument document) {
    ObjectNode object = document.tree().deepCopy();
    object.remove(List.of("apiVersion", "kind", "status"));
    return MAPPER.convertValue(object, SwarmService.class);
  }

  private ServiceRules rules() {
    if (rules.isEmpty()) {
      rules = Optional.of(new ServiceRules(schema.structural(), language.join()));
    }
    return rules.get();
  }

  private static void checkKind(SourceDocument document) throws BadInputException {
    JsonNode tree = document.tree();
    if (!tree.isObject()) {
      throw refuse(document, FieldPath.ROOT, "is no Kubernetes object");
    }
    SwarmService ours = new SwarmService();
    if (!tree.path("kind").asText().equals(ours.getKind())) {
      throw refuse(document, FieldPath.ROOT.then("kind"), "must be " + ours.getKind());
    }
    if (!tree.path("apiVersion").asText().equals(ours.getApiVersion())) {
      throw refuse(document, FieldPath.ROOT.then("apiVersion"), "must be " + ours.getApiVersion());
    }
  }

  private static BadInputException refuse(
      SourceDocument document, FieldPath field, String message) {
    return new BadInputException(List.of(document.problem(field, message)));
  }
}
