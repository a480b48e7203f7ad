package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The cached objects of one kind: an informer for each watched namespace (or one for all), each
 * with a store that keeps only what is needed, looked up by index and never by a walk over
 * everything.
 *
 * @param <T> the kind
 */
public final class KindCache<T extends HasMetadata> implements AutoCloseable {
  private final List<SharedIndexInformer<T>> informers = new ArrayList<>();
  private final List<Listener<T>> listeners = new ArrayList<>();

  /**
   * Is told of each change, after the cache shows it.
   *
   * @param <T> the kind
   */
  public interface Listener<T> {
    /**
     * Something changed.
     *
     * @param before empty when it is new
     * @param after empty when it is gone
     */
    void changed(Optional<T> before, Optional<T> after);
  }

  /**
   * Prepares the informers.
   *
   * @param queries what to watch, one for each namespace
   * @param trim makes the object that is kept of the one that came
   * @param indexes by name
   */
  public KindCache(
      List<? extends Informable<T>> queries,
      UnaryOperator<T> trim,
      Map<String, Function<T, List<String>>> indexes) {
    for (Informable<T> query : queries) {
      SharedIndexInformer<T> informer = query.runnableInformer(0);
      informer.itemStore(new TrimmingStore<>(trim)).addIndexers(indexes).addEventHandler(handler());
      // a watch that broke is always taken up again: giving up would leave a stale cache unnoticed
      informer.exceptionHandler((started, failure) -> true);
      informers.add(informer);
    }
  }

  /** Adds a listener, before the start. */
  public void listen(Listener<T> listener) {
    listeners.add(listener);
  }

  /** Starts watching and returns when all that exists is here. */
  public void start(Duration limit) {
    CompletableFuture<?>[] started =
        informers.stream()
            .map(i -> i.start().toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(started).orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "could not read " + informers.get(0).getApiTypeClass().getSimpleName() + " objects", e);
    }
  }

  /** Objects with this key in an index. */
  public List<T> byIndex(String index, String key) {
    return informers.stream().flatMap(i -> i.getIndexer().byIndex(index, key).stream()).toList();
  }

  /** One object by name. */
  public Optional<T> get(String namespace, String name) {
    String key = namespace == null ? name : namespace + "/" + name;
    return informers.stream()
        .map(i -> i.getStore().getByKey(key))
        .filter(o -> o != null)
        .findFirst();
  }

  /** All objects. */
  public Stream<T> all() {
    return informers.stream().flatMap(i -> i.getStore().list().stream());
  }

  /**
   * Whether all informers run, have read what there is and see what changes: one whose watch is
   * lost runs on and is as old as that.
   */
  public boolean healthy() {
    return informers.stream().allMatch(i -> i.isRunning() && i.hasSynced() && i.isWatching());
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::stop);
  }

  private ResourceEventHandler<T> handler() {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        tell(Optional.empty(), Optional.of(object));
      }

      @Override
      public void onUpdate(T before, T after) {
        tell(Optional.of(before), Optional.of(after));
      }

      @Override
      public void onDelete(T object, boolean unknownFinalState) {
        tell(Optional.of(object), Optional.empty());
      }
    };
  }

  private void tell(Optional<T> before, Optional<T> after) {
    listeners.forEach(listener -> listener.changed(before, after));
  }
}
