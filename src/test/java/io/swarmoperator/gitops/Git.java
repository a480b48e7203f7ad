package io.swarmoperator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;

/** What Git declares of the service {@code web}, and a tool that applies it server-side. */
final class Git implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Stage stage;
  private final Kubectl kubectl;
  private String manifest = "";

  Git(Stage stage, Kubectl kubectl) {
    this.stage = stage;
    this.kubectl = kubectl;
  }

  /** A new version, of two replicas. */
  void declares(String spec) {
    declaresAll("replicas: 2\n" + spec);
  }

  /** A new version, of which nothing is left out. */
  void declaresAll(String spec) {
    manifest =
        "apiVersion: swarmoperator.io/v1alpha1\nkind: SwarmService\nmetadata: {name: web}\nspec:\n"
            + spec.indent(2);
    syncs();
  }

  /** Without force: a field that someone else has set otherwise is a conflict. */
  void syncs() {
    applies(manifest, "git");
  }

  /** Another tool that owns one field. */
  void scalerApplies(int replicas) {
    applies(
        "apiVersion: swarmoperator.io/v1alpha1\nkind: SwarmService\nmetadata: {name: web}\n"
            + "spec: {replicas: "
            + replicas
            + "}\n",
        "scaler");
  }

  private void applies(String yaml, String manager) {
    Commands.Result applied =
        kubectl.pipe(yaml, "apply", "--server-side", "--field-manager=" + manager, "-f", "-");
    assertThat(applied.exitCode()).as(applied.text()).isZero();
  }

  void assertThatNothingDiffers() {
    Commands.Result server =
        kubectl.pipe(manifest, "diff", "--server-side", "--field-manager=git", "-f", "-");
    assertThat(server.exitCode()).as(server.text()).isZero();
    Commands.Result client = kubectl.pipe(manifest, "diff", "-f", "-");
    assertThat(client.exitCode()).as(client.text()).isZero();
  }

  void awaitReady() {
    stage.kubectl("wait", "--for=condition=Ready", "swsvc/web", "--timeout=90s");
  }

  /** Also until it was seen. */
  void awaitReady(Samples samples) {
    awaitReady();
    awaitVerdict(samples, "CURRENT Healthy");
  }

  /** Until a service is what it was last seen to be, and that is so. */
  void awaitVerdict(Samples samples, String verdict) {
    stage.await1(
        verdict,
        () ->
            Verdict.of(samples.last()).toString().equals(verdict)
                && samples
                    .last()
                    .at("/metadata/resourceVersion")
                    .asText()
                    .equals(stage.get("web").getMetadata().getResourceVersion()));
  }

  /** What Argo CD does: it patches what the script has changed. */
  void act(String action, JsonNode live) {
    ObjectNode patch = JSON.createObjectNode();
    JsonNode changed = ArgoScripts.act(action, live);
    difference(live, changed, patch);
    try {
      stage.kubectl(
          "patch",
          "swsvc",
          "web",
          "--type=merge",
          "--field-manager=argocd-server",
          "-p",
          JSON.writeValueAsString(patch));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** No script takes anything away. */
  private static void difference(JsonNode from, JsonNode to, ObjectNode patch) {
    to.properties()
        .forEach(
            field -> {
              JsonNode before = from.path(field.getKey());
              if (field.getValue().isObject()) {
                ObjectNode inner = JSON.createObjectNode();
                difference(before, field.getValue(), inner);
                if (!inner.isEmpty()) {
                  patch.set(field.getKey(), inner);
                }
              } else if (field.getValue().isValueNode()
                  && !before.asText().equals(field.getValue().asText())) {
                patch.set(field.getKey(), field.getValue());
              }
            });
  }

  @Override
  public void close() {
    stage.kubectl("delete", "swsvc", "web", "--ignore-not-found");
  }
}
