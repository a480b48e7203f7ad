package io.swarmoperator.act;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The steps of one plan while they are carried out: steps at the same time, the actions of a step
 * in order, the first failure ends the step.
 */
public final class Steps {
  private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

  private final Beside beside;
  private final Made made = new Made();
  private final Failures failures = new Failures();
  private final List<Runnable> ends = new ArrayList<>();
  private final Map<String, String> context = MDC.getCopyOfContextMap();

  /** Does work beside the caller's. */
  public interface Beside {
    /**
     * Begins some work.
     *
     * @return returns when it has ended
     */
    Runnable begin(Runnable work);
  }

  /**
   * None is begun yet.
   *
   * @param beside does the steps
   */
  public Steps(Beside beside) {
    this.beside = beside;
  }

  /**
   * Begins a step.
   *
   * @param actions carries out one action
   */
  public void begin(Step step, BiConsumer<Action, Made> actions) {
    made.expect(step);
    Runnable all = () -> step.actions().forEach(action -> actions.accept(action, made));
    ends.add(beside.begin(() -> run(all)));
  }

  /** Does something, and notes that it failed. */
  void run(Runnable work) {
    Map<String, String> outer = MDC.getCopyOfContextMap();
    restore(context);
    try {
      work.run();
    } catch (KubernetesClientException e) {
      failures.add(e);
    } catch (StepFailure e) {
      failures.add(e);
    } catch (RuntimeException e) {
      LOG.error("a step can't be done", e);
      failures.add(e);
    } finally {
      restore(outer);
    }
  }

  private static void restore(Map<String, String> context) {
    MDC.clear();
    if (context != null) {
      MDC.setContextMap(context);
    }
  }

  /** Waits until all that was begun has ended. */
  void join() {
    ends.forEach(Runnable::run);
  }

  /** Something is refused for a reason of its own. */
  void failed(Condition why) {
    failures.add(why);
  }

  /**
   * Waits until all that was begun has ended, and tells what came of it.
   *
   * @param conditions what is in the way of the service's companions
   */
  public Outcome end(List<Condition> conditions) {
    join();
    return new Outcome(
        made.withoutPod(),
        made.refused(),
        List.copyOf(conditions),
        failures.condition(),
        failures.none());
  }
}
