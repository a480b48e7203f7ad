package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.File;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The command of a kubeconfig's user that fetches credentials, as clouds have it ({@code exec}).
 * The client goes on without any when it fails, and the API server would speak of rights that
 * {@code system:anonymous} lacks.
 */
final class LoginCommand {
  private LoginCommand() {}

  /** The one that should have given credentials and didn't; empty when there are some. */
  static Optional<String> thatFailed(Config config) {
    boolean known =
        Stream.of(
                config.getOauthToken(),
                config.getAutoOAuthToken(),
                config.getOauthTokenProvider(),
                config.getClientCertData(),
                config.getClientCertFile(),
                config.getUsername())
            .anyMatch(Objects::nonNull);
    if (known || config.getFileWithAuthInfo() == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(config.getCurrentContext())
        .map(NamedContext::getContext)
        .map(Context::getUser)
        .flatMap(user -> declared(user, config.getFileWithAuthInfo()));
  }

  private static Optional<String> declared(String user, File kubeconfig) {
    return KubeConfigUtils.parseConfig(kubeconfig).getUsers().stream()
        .filter(named -> Objects.equals(named.getName(), user))
        .map(NamedAuthInfo::getUser)
        .filter(Objects::nonNull)
        .map(AuthInfo::getExec)
        .filter(Objects::nonNull)
        .map(ExecConfig::getCommand)
        .findFirst();
  }
}
