package io.swarmoperator.benchmark;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;

/** A SwarmTask of the usual size that nobody owns, for the client that only writes. */
final class BareRecord {
  private BareRecord() {}

  static GenericKubernetesResource of(String name, int number) {
    GenericKubernetesResource record = new GenericKubernetesResource();
    record.setApiVersion("swarmoperator.io/v1alpha1");
    record.setKind("SwarmTask");
    record.setMetadata(
        new ObjectMetaBuilder().withName(name + "-" + number).addToLabels("app", name).build());
    record.setAdditionalProperty(
        "spec",
        Map.of(
            "slot",
            number + 1,
            "revision",
            1,
            "image",
            "app:a",
            "desiredState",
            "running",
            "reason",
            "ScaledUp",
            "attempt",
            1,
            "rollout",
            0));
    record.setAdditionalProperty(
        "status",
        Map.of(
            "state",
            "running",
            "message",
            "started",
            "createdAt",
            "2026-01-01T00:00:00.000000Z",
            "runningAt",
            "2026-01-01T00:00:01.000000Z"));
    return record;
  }
}
