package io.swarmoperator.act;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.MeterRegistry;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.measure.Metric;
import io.swarmoperator.render.Labels;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The one place from which the operator writes to the API: counted, and held by a {@link
 * WriteGate}. Reads a live object where a write needs it.
 */
public final class ApiWrites {
  private final KubernetesClient client;
  private final WriteGate gate;
  private final MeterRegistry metrics;
  private volatile boolean abandoned;

  /**
   * Writes to a cluster.
   *
   * @param client of the cluster
   * @param gate is asked before each write
   * @param metrics where writes are counted
   */
  public ApiWrites(KubernetesClient client, WriteGate gate, MeterRegistry metrics) {
    this.client = client;
    this.gate = gate;
    this.metrics = metrics;
  }

  /** From now on nothing is written; what is on its way goes on. */
  void abandon() {
    abandoned = true;
  }

  /** An object as the API server has it now; empty when there is none. */
  @SuppressWarnings("unchecked")
  public <T extends HasMetadata> Optional<T> get(Class<T> kind, String namespace, String name) {
    return Optional.ofNullable(client.resources(kind).inNamespace(namespace).withName(name).get());
  }

  /** A node as the API server has it now; found by a list, the one right that there is to nodes. */
  public Optional<Node> node(String name) {
    return client.nodes().withField("metadata.name", name).list().getItems().stream().findFirst();
  }

  /** Any object of a kind that belongs to a service, as the API server has it now. */
  public <T extends HasMetadata> Optional<T> anyOf(
      Class<T> kind, String namespace, String serviceUid) {
    ListOptions one =
        new ListOptionsBuilder()
            .withLabelSelector(Labels.SERVICE_UID + "=" + serviceUid)
            .withLimit(1L)
            .build();
    return client.resources(kind).inNamespace(namespace).list(one).getItems().stream().findFirst();
  }

  /** Creates an object. */
  public <T extends HasMetadata> T create(T object) {
    return write(
        "create",
        object.getKind(),
        object.getMetadata().getName(),
        () -> client.resource(object).create());
  }

  /** What the API server would make of an object; nothing is created, hence nothing counted. */
  public <T extends HasMetadata> T tryCreate(T object) {
    return client.resource(object).dryRun(true).create();
  }

  /** Replaces an object, if its resource version still stands. */
  public <T extends HasMetadata> T replace(T object) {
    return write(
        "update",
        object.getKind(),
        object.getMetadata().getName(),
        () -> client.resource(object).update());
  }

  /** Replaces the status of a service, if its resource version still stands. */
  public SwarmService replaceStatus(SwarmService service) {
    return write(
        "update-status",
        service.getKind(),
        service.getMetadata().getName(),
        () -> client.resource(service).updateStatus());
  }

  /** Merges fields into an object. */
  public <T extends HasMetadata> T merge(
      Class<T> kind, String namespace, String name, String json) {
    return patch(kind, namespace, name, PatchType.JSON_MERGE, json);
  }

  /** Applies a JSON patch to a service. */
  public SwarmService patchService(String namespace, String name, String json) {
    return patch(SwarmService.class, namespace, name, PatchType.JSON, json);
  }

  private <T extends HasMetadata> T patch(
      Class<T> kind, String namespace, String name, PatchType type, String json) {
    return write(
        "patch",
        HasMetadata.getKind(kind),
        name,
        () ->
            client
                .resources(kind)
                .inNamespace(namespace)
                .withName(name)
                .patch(PatchContext.of(type), json));
  }

  /**
   * Deletes an object by name and uid.
   *
   * @return false when it was gone, or another one has its name
   */
  public boolean delete(
      Class<? extends HasMetadata> kind, String namespace, String name, String uid) {
    DeleteOptions options =
        new DeleteOptionsBuilder().withNewPreconditions().withUid(uid).endPreconditions().build();
    return delete(kind, namespace, name, options);
  }

  /**
   * Deletes an object by name.
   *
   * @return false when it was gone
   */
  public boolean delete(Class<? extends HasMetadata> kind, String namespace, String name) {
    return delete(kind, namespace, name, new DeleteOptions());
  }

  private boolean delete(
      Class<? extends HasMetadata> kind, String namespace, String name, DeleteOptions options) {
    try {
      // the client's own delete knows no uid precondition; a body keeps its JDK transport from
      // sending a GET (fabric8 #7953)
      String answer =
          write(
              "delete",
              HasMetadata.getKind(kind),
              name,
              () -> client.raw(path(kind, namespace) + "/" + name, "DELETE", options));
      return answer != null;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404 || e.getCode() == 409) {
        return false;
      }
      throw e;
    }
  }

  /** Deletes all objects of a kind that belong to a service, in one request (mechanics 3). */
  public void deleteAll(Class<? extends HasMetadata> kind, String namespace, String serviceUid) {
    String selector =
        URLEncoder.encode(Labels.SERVICE_UID + "=" + serviceUid, StandardCharsets.UTF_8);
    String uri = path(kind, namespace) + "?labelSelector=" + selector;
    write(
        "deletecollection",
        HasMetadata.getKind(kind),
        serviceUid,
        () -> client.raw(uri, "DELETE", new DeleteOptions()));
  }

  private static String path(Class<? extends HasMetadata> kind, String namespace) {
    String group = HasMetadata.getGroup(kind);
    String root = group == null || group.isEmpty() ? "/api/" : "/apis/" + group + "/";
    return root
        + HasMetadata.getVersion(kind)
        + "/namespaces/"
        + namespace
        + "/"
        + HasMetadata.getPlural(kind);
  }

  private <T> T write(String verb, String kind, String name, Supplier<T> call) {
    if (abandoned) {
      throw new StepFailure("this operator leads no longer");
    }
    gate.beforeWrite(verb + " " + kind + " " + name);
    Metric.WRITES.counter(metrics, verb, kind.toLowerCase(Locale.ROOT)).increment();
    return call.get();
  }

  /** The JSON of an object, for a merge. */
  static String json(Object object) {
    return Serialization.asJson(object);
  }
}
