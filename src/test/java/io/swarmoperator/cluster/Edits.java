package io.swarmoperator.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Changes of objects that others write at the same time. Fabric8's edit carries the resource
 * version that it read, so a status or a taint written in between refuses it (409); as with
 * client-go's RetryOnConflict the change is then made to what is stored now.
 */
public final class Edits {
  private static final int WRITERS_IN_BETWEEN = 20;

  private Edits() {}

  /** Changes an object. */
  public static <T> void edit(Resource<T> object, UnaryOperator<T> change) {
    changed(object, change, Resource::edit);
  }

  /** Changes an object's status. */
  public static <T> void editStatus(Resource<T> object, UnaryOperator<T> change) {
    changed(object, change, Resource::editStatus);
  }

  private static <T> void changed(
      Resource<T> object,
      UnaryOperator<T> change,
      BiFunction<Resource<T>, UnaryOperator<T>, T> by) {
    for (int conflicts = 0; ; conflicts++) {
      try {
        T unused = by.apply(object, change);
        return;
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || conflicts == WRITERS_IN_BETWEEN) {
          throw e;
        }
      }
    }
  }
}
