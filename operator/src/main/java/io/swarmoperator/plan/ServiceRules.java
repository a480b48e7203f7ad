package io.swarmoperator.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import io.fabric8.kubernetes.api.model.Quantity;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rules in CEL that stand in a schema, those among them that compare with the object before a
 * change.
 */
final class ServiceRules {
  private static final String RULES = "x-kubernetes-validations";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])([.](?!$)|$)){4}");

  private final JsonNode schema;
  private final Cel cel;
  private final Map<String, CelRuntime.Program> programs = new HashMap<>();

  ServiceRules(JsonNode schema) {
    this(schema, cel());
  }

  ServiceRules(JsonNode schema, Cel cel) {
    this.schema = schema;
    this.cel = cel;
  }

  /**
   * Finds what breaks a rule.
   *
   * @param document complete with defaults
   * @param before the object as it was; missing when it is being created
   */
  List<Problem> check(SourceDocument document, JsonNode before) {
    List<Problem> problems = new ArrayList<>();
    check(new Place(document, FieldPath.ROOT, document.tree(), before), schema, problems);
    return problems;
  }

  private record Place(SourceDocument document, FieldPath path, JsonNode value, JsonNode before) {
    Place child(Object step, JsonNode childValue, JsonNode childBefore) {
      return new Place(document, path.then(step), childValue, childBefore);
    }
  }

  private void check(Place place, JsonNode declared, List<Problem> problems) {
    for (JsonNode rule : declared.path(RULES)) {
      if (!holds(rule.path("rule").asText(), place)) {
        FieldPath field = place.path().along(rule.path("fieldPath").asText());
        problems.add(place.document().problem(field, message(rule, place)));
      }
    }
    if (place.value().isObject()) {
      place
          .value()
          .properties()
          .forEach(
              field -> {
                JsonNode known = declared.path("properties").path(field.getKey());
                JsonNode next =
                    known.isMissingNode() ? declared.path("additionalProperties") : known;
                check(
                    place.child(
                        field.getKey(), field.getValue(), place.before().path(field.getKey())),
                    next,
                    problems);
              });
    } else if (place.value().isArray()) {
      for (int index = 0; index < place.value().size(); index++) {
        // items of a plain list have no counterpart in the list before
        check(
            place.child(index, place.value().get(index), MAPPER.missingNode()),
            declared.path("items"),
            problems);
      }
    }
  }

  private boolean holds(String rule, Place place) {
    boolean transition = rule.contains("oldSelf");
    if (transition && place.before().isMissingNode()) {
      return true;
    }
    // as in the API server, a rule that can't be evaluated is a rule that doesn't hold
    return evaluate(rule, place).map(Boolean.class::cast).orElse(false);
  }

  private String message(JsonNode rule, Place place) {
    String expression = rule.path("messageExpression").asText();
    String fixed = rule.path("message").asText();
    return expression.isEmpty()
        ? fixed
        : evaluate(expression, place).map(String.class::cast).orElse(fixed);
  }

  private Optional<Object> evaluate(String expression, Place place) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("self", plain(place.value()));
    variables.put("oldSelf", expression.contains("oldSelf") ? plain(place.before()) : "");
    try {
      return Optional.of(programs.computeIfAbsent(expression, this::program).eval(variables));
    } catch (CelEvaluationException e) {
      return Optional.empty();
    }
  }

  private CelRuntime.Program program(String rule) {
    try {
      return cel.createProgram(cel.compile(rule).getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException(
          "the definition has a rule that can't be compiled: " + rule, e);
    }
  }

  private static Object plain(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.longValue();
    }
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isArray()) {
      List<Object> items = new ArrayList<>();
      value.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (value.isObject()) {
      Map<String, Object> fields = new HashMap<>();
      value.properties().forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
      return fields;
    }
    return MAPPER.convertValue(value, Object.class);
  }

  /**
   * The language, and all of it loaded that any rule needs: that comes with the first program, and
   * takes longer than all the others together.
   */
  static Cel loaded() {
    Cel cel = cel();
    try {
      Object unused =
          cel.createProgram(cel.compile("self == oldSelf").getAst())
              .eval(Map.of("self", "", "oldSelf", ""));
      return cel;
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException("the language can't compare", e);
    }
  }

  /** The language of the rules, with what Kubernetes adds to it. */
  private static Cel cel() {
    return CelFactory.standardCelBuilder()
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .addCompilerLibraries(CelExtensions.strings())
        .addRuntimeLibraries(CelExtensions.strings())
        .addVar("self", SimpleType.DYN)
        .addVar("oldSelf", SimpleType.DYN)
        .addFunctionDeclarations(
            CelFunctionDecl.newFunctionDeclaration(
                "isQuantity",
                CelOverloadDecl.newGlobalOverload(
                    "is_quantity", SimpleType.BOOL, SimpleType.STRING)),
            CelFunctionDecl.newFunctionDeclaration(
                "isIP",
                CelOverloadDecl.newGlobalOverload("is_ip", SimpleType.BOOL, SimpleType.STRING)),
            CelFunctionDecl.newFunctionDeclaration(
                "quantity",
                CelOverloadDecl.newGlobalOverload(
                    "quantity_of", SimpleType.STRING, SimpleType.STRING)),
            CelFunctionDecl.newFunctionDeclaration(
                "compareTo",
                CelOverloadDecl.newMemberOverload(
                    "quantity_compare", SimpleType.INT, SimpleType.STRING, SimpleType.STRING)))
        .addFunctionBindings(
            CelFunctionBinding.from("is_quantity", String.class, ServiceRules::isQuantity),
            CelFunctionBinding.from("is_ip", String.class, ServiceRules::isAddress),
            // a quantity stays the text that it is: nothing but comparing is done with it
            CelFunctionBinding.from("quantity_of", String.class, text -> text),
            CelFunctionBinding.from(
                "quantity_compare", String.class, String.class, ServiceRules::compareQuantities))
        .build();
  }

  private static boolean isQuantity(String text) {
    try {
      new Quantity(text).getNumericalAmount();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isAddress(String text) {
    if (!text.contains(":")) {
      return IPV4.matcher(text).matches();
    }
    try {
      // never asks a name server: with a colon in it a text is an address or nothing
      return InetAddress.getByName(text) instanceof Inet6Address;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static long compareQuantities(String one, String other) {
    return new Quantity(one)
        .getNumericalAmount()
        .compareTo(new Quantity(other).getNumericalAmount());
  }
}
