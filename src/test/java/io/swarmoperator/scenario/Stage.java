package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.UpdateStatus;
import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.sandbox.Kubectl;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * A namespace with an operator of its own, driven with kubectl as a user drives it. The operator
 * has the rights of {@code deploy/} and no others. Nothing here sleeps: everything waits for a
 * state, with a generous limit.
 */
public final class Stage implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(90);

  private final KubernetesClient client;
  private final Kubectl kubectl;
  private final TestOperator operator;

  public Stage(KubernetesClient client, Kubectl kubectl) {
    this(client, kubectl, TestOperator.in(client).started());
  }

  public Stage(KubernetesClient client, Kubectl kubectl, TestOperator operator) {
    this.client = client;
    this.kubectl = kubectl;
    this.operator = operator;
  }

  public TestOperator operator() {
    return operator;
  }

  // what a user types

  /** Runs kubectl, which must succeed, and returns what it printed. */
  public String kubectl(String... args) {
    Commands.Result result = kubectl.run(args);
    assertThat(result.exitCode())
        .as("kubectl %s%n%s%s", String.join(" ", args), result.out(), result.err())
        .isZero();
    return result.out();
  }

  /** Applies a manifest. */
  public void apply(String yaml) {
    Commands.Result result = kubectl.pipe(yaml, "apply", "-f", "-");
    assertThat(result.exitCode()).as("kubectl apply%n%s%s", result.out(), result.err()).isZero();
  }

  /** Creates a service of which only some fields matter. */
  public void service(String name, String spec) {
    apply(
        "apiVersion: swarmoperator.io/v1alpha1\nkind: SwarmService\nmetadata: {name: "
            + name
            + "}\nspec:\n"
            + spec.indent(2));
  }

  public void patch(String service, String json) {
    kubectl("patch", "swsvc", service, "--type=merge", "-p", json);
  }

  public void image(String service, String image) {
    patch(service, "{\"spec\":{\"template\":{\"image\":\"" + image + "\"}}}");
  }

  public void scale(String service, int replicas) {
    kubectl("scale", "swsvc", service, "--replicas=" + replicas);
  }

  /** Says whether a node takes tasks: active, pause or drain. */
  public void availability(String node, String word) {
    kubectl("label", "--overwrite", "node", node, "swarmoperator.io/availability=" + word);
  }

  public void request(String service, String annotation) {
    kubectl("annotate", "swsvc", service, "swarmoperator.io/" + annotation);
  }

  /** Scripts the container of a running pod (src/test/cluster/stages.yaml). */
  public void script(String pod, String... annotations) {
    String[] args = new String[annotations.length + 4];
    args[0] = "annotate";
    args[1] = "--overwrite";
    args[2] = "pod";
    args[3] = pod;
    for (int i = 0; i < annotations.length; i++) {
      args[i + 4] = "sim.swarmoperator.io/" + annotations[i];
    }
    kubectl(args);
  }

  // what a user sees

  public SwarmService get(String service) {
    return client.resources(SwarmService.class).withName(service).get();
  }

  /** The tasks of a service, by slot or node, newest first. */
  public List<SwarmTask> tasks(String service) {
    return client
        .resources(SwarmTask.class)
        .withLabel("swarmoperator.io/service", service)
        .list()
        .getItems()
        .stream()
        .sorted(
            Comparator.comparing((SwarmTask t) -> t.getSpec().getSlot())
                .thenComparing(t -> Objects.requireNonNullElse(t.getSpec().getNodeName(), ""))
                .thenComparing(
                    (SwarmTask t) -> t.getSpec().getAttempt(), Comparator.reverseOrder()))
        .toList();
  }

  public List<SwarmTask> slot(String service, int slot) {
    return tasks(service).stream().filter(t -> t.getSpec().getSlot() == slot).toList();
  }

  /** The tasks of a service that belong to a node, newest first. */
  public List<SwarmTask> onNode(String service, String node) {
    return tasks(service).stream().filter(t -> node.equals(t.getSpec().getNodeName())).toList();
  }

  /** The tasks of a service that are meant to run and do. */
  public List<SwarmTask> running(String service) {
    return tasks(service).stream().filter(t -> Tasks.is(t, "running", "running")).toList();
  }

  public List<Pod> pods(String service) {
    return client.pods().withLabel("swarmoperator.io/service", service).list().getItems();
  }

  Optional<UpdateStatus> update(String service) {
    return Optional.ofNullable(get(service)).map(SwarmService::getStatus).map(s -> s.getUpdate());
  }

  // waits

  public void await1(String what, Callable<Boolean> condition) {
    await(what)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(condition);
  }

  /** Waits for a service's summary, seen and meant for its present generation. */
  public void awaitSummary(String service, String summary) {
    awaitStatus(
        service,
        "summary " + summary,
        s ->
            summary.equals(s.getStatus().getSummary())
                && running(service).size()
                    == Integer.parseInt(summary.substring(0, summary.indexOf('/'))));
  }

  public void awaitUpdate(String service, String state) {
    awaitStatus(
        service,
        "update " + state,
        s ->
            s.getStatus().getUpdate() != null
                && state.equals(Tasks.word(s.getStatus().getUpdate().getState())));
  }

  /** Waits for something in an iteration of a job. */
  public void awaitStatus(
      String service, String what, Predicate<SwarmService> condition, int iteration) {
    awaitStatus(
        service,
        what + " of iteration " + iteration,
        s -> condition.test(s) && s.getStatus().getJobIteration().getIndex() == iteration);
  }

  public void awaitStatus(String service, String what, Predicate<SwarmService> condition) {
    try {
      await1(service + ": " + what, () -> seen(service).filter(condition).isPresent());
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new AssertionError(service + " never had " + what + "\n" + dump(service), e);
    }
  }

  private Optional<SwarmService> seen(String service) {
    return Optional.ofNullable(get(service))
        .filter(
            s ->
                s.getStatus() != null
                    && s.getMetadata()
                        .getGeneration()
                        .equals(s.getStatus().getObservedGeneration()));
  }

  String dump(String service) {
    return kubectl.run("get", "swsvc", service, "-o", "yaml").out()
        + kubectl.run("get", "swtask,pods", "-o", "wide").out()
        + kubectl.run("get", "events").out();
  }

  @Override
  public void close() {
    operator.close();
  }
}
