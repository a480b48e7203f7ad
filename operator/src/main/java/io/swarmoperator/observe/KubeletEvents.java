package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.BoundedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads why pods that have a node don't get a container: their status doesn't tell. */
public final class KubeletEvents {
  private static final Logger LOG = LoggerFactory.getLogger(KubeletEvents.class);
  private static final long PAGE = 500;

  /** Reasons of what keeps a container from being made. */
  private static final Set<String> OBSTACLES =
      Set.of("FailedMount", "FailedMapVolume", "FailedAttachVolume", "FailedCreatePodSandBox");

  /** All of them in one list, without the warnings that there are most of. */
  private static final String SELECTOR =
      "involvedObject.kind=Pod,type=Warning,reason!=FailedScheduling,reason!=BackOff"
          + ",reason!=Unhealthy,reason!=Failed";

  /** The kubelet's words around what it is that is missing. */
  private static final Pattern AROUND =
      Pattern.compile("MountVolume.SetUp failed for volume \"[^\"]*\" : (.*\"[^\"]+\" not found)");

  /** Says only that something else, said before, went on for too long. */
  private static final String TIMED_OUT = "Unable to attach or mount volumes";

  private final KubernetesClient client;

  /** Reads from a cluster. */
  public KubeletEvents(KubernetesClient client) {
    this.client = client;
  }

  /** The last obstacle of each pod of a namespace, by uid; none when they can't be read. */
  public Map<String, String> obstacles(String namespace) {
    ListOptions warnings =
        new ListOptionsBuilder().withFieldSelector(SELECTOR).withLimit(PAGE).build();
    List<Event> found = new ArrayList<>();
    try {
      do {
        EventList page = client.v1().events().inNamespace(namespace).list(warnings);
        found.addAll(page.getItems());
        warnings.setContinue(page.getMetadata().getContinue());
      } while (!Objects.requireNonNullElse(warnings.getContinue(), "").isEmpty());
      return lastOfEach(found);
    } catch (KubernetesClientException e) {
      LOG.debug("events of {} can't be read: {}", namespace, e.getMessage());
      return Map.of();
    }
  }

  static Map<String, String> lastOfEach(List<Event> events) {
    Map<String, String> last = new HashMap<>();
    events.stream()
        .filter(event -> OBSTACLES.contains(event.getReason()) && event.getMessage() != null)
        .filter(event -> !event.getMessage().startsWith(TIMED_OUT))
        .sorted(Comparator.comparing(KubeletEvents::time))
        .forEach(event -> last.put(event.getInvolvedObject().getUid(), words(event.getMessage())));
    return last;
  }

  private static String time(Event event) {
    return Objects.requireNonNullElse(event.getLastTimestamp(), "");
  }

  private static String words(String message) {
    Matcher around = AROUND.matcher(message);
    return BoundedText.cut(around.matches() ? around.group(1) : message);
  }
}
