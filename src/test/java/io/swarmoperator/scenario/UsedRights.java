package io.swarmoperator.scenario;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rights that a client's requests need, each {@code group/resource verb}. */
final class UsedRights implements Interceptor {
  private static final Pattern PATH =
      Pattern.compile(
          "/apis?(?:/(?<group>[^/]+))?/v[^/]+(?:/namespaces/[^/]+(?=/))?/(?<resource>[^/]+)(?:/(?<name>[^/]+)(?<sub>/[^/]+)?)?");

  private final Set<String> used = new ConcurrentSkipListSet<>();

  /** What the roles among objects grant. */
  static Set<String> granted(List<HasMetadata> objects) {
    return objects.stream()
        .flatMap(
            object ->
                object instanceof ClusterRole role
                    ? role.getRules().stream()
                    : object instanceof Role local ? local.getRules().stream() : Stream.of())
        .flatMap(UsedRights::rights)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> rights(PolicyRule rule) {
    return rule.getApiGroups().stream()
        .flatMap(group -> rule.getResources().stream().map(r -> group + "/" + r))
        .flatMap(resource -> rule.getVerbs().stream().map(verb -> resource + " " + verb));
  }

  /** Those used so far. */
  Set<String> used() {
    return new TreeSet<>(used);
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    used.add(right(request.method(), request.uri()));
  }

  static String right(String method, URI uri) {
    Matcher path = PATH.matcher(uri.getPath());
    if (!path.matches()) {
      return method + " " + uri.getPath();
    }
    String group = path.group("group") == null ? "" : path.group("group");
    String sub = path.group("sub") == null ? "" : path.group("sub");
    boolean watch = uri.getQuery() != null && uri.getQuery().contains("watch=true");
    return group
        + "/"
        + path.group("resource")
        + sub
        + " "
        + verb(method, path.group("name") != null, watch);
  }

  /** As the API server names them. */
  private static String verb(String method, boolean named, boolean watch) {
    return switch (method) {
      case "GET" -> watch ? "watch" : named ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> named ? "delete" : "deletecollection";
      default -> method;
    };
  }
}
