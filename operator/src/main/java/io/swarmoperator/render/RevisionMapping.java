package io.swarmoperator.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.revision.RevisionContent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns revisions into ControllerRevisions and back. They are created and deleted, never updated:
 * their data is one string that no client can rewrite by accident (mechanics 9).
 */
public final class RevisionMapping {
  private static final String SPEC = "spec";
  private static final KubernetesSerialization CONVERTER = new KubernetesSerialization();

  private RevisionMapping() {}

  /**
   * Name of the object that holds a content: the same for the same content of the same service.
   *
   * @param service name of the service
   * @param hash of the content
   */
  public static String name(String service, String hash) {
    return service + "-" + hash;
  }

  /**
   * The object to create.
   *
   * @param owner the service
   * @param content what it holds
   * @param number given once
   */
  public static ControllerRevision toApi(SwarmService owner, RevisionContent content, long number) {
    String service = owner.getMetadata().getName();
    Map<String, String> labels =
        new LinkedHashMap<>(Labels.ofService(service, owner.getMetadata().getUid()));
    labels.put(Labels.REVISION, content.hash());
    return new ControllerRevisionBuilder()
        .withNewMetadata()
        .withName(name(service, content.hash()))
        .withNamespace(owner.getMetadata().getNamespace())
        .withLabels(labels)
        .withOwnerReferences(Owners.reference(owner))
        .endMetadata()
        .withData(Map.of(SPEC, content.json()))
        .withRevision(number)
        .build();
  }

  /**
   * The content that an object holds; empty when no service controls it or it holds something else.
   */
  public static Optional<RevisionContent> fromApi(ControllerRevision object) {
    JsonNode data = CONVERTER.convertValue(object.getData(), JsonNode.class);
    JsonNode text = data == null ? MissingNode.getInstance() : data.path(SPEC);
    return Owners.uid(object)
        .filter(uid -> text.isTextual())
        .flatMap(uid -> RevisionContent.parse(uid, text.textValue()));
  }
}
