package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class KindCacheTest {

  @Test
  void itIsHealthyWhileItsInformerRunsHasReadAllAndWatches() {
    assertThat(cache(Set.of("isRunning", "hasSynced", "isWatching")).healthy()).isTrue();
  }

  @Test
  void onceItsWatchIsLostItIsNot() {
    assertThat(cache(Set.of("isRunning", "hasSynced")).healthy()).isFalse();
  }

  @SuppressWarnings("unchecked")
  private static KindCache<Node> cache(Set<String> yes) {
    SharedIndexInformer<Node> informer =
        (SharedIndexInformer<Node>)
            Proxy.newProxyInstance(
                KindCacheTest.class.getClassLoader(),
                new Class<?>[] {SharedIndexInformer.class},
                (proxy, method, arguments) ->
                    method.getReturnType() == boolean.class
                        ? yes.contains(method.getName())
                        : proxy);
    Informable<Node> nodes =
        (Informable<Node>)
            Proxy.newProxyInstance(
                KindCacheTest.class.getClassLoader(),
                new Class<?>[] {Informable.class},
                (proxy, method, arguments) -> informer);
    return new KindCache<>(List.of(nodes), UnaryOperator.identity(), Map.of());
  }
}
