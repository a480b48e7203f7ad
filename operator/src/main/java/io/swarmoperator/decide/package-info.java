/**
 * The decisions: a pure function from what is observed to what is to be done.
 *
 * <p>Everything here knows {@code java.*} and the records of this package, and nothing else: no
 * client, no clock, no logging. Time comes in as an argument. A rule that needs a fact which is not
 * in {@link ServiceView} gets a new field there, filled by {@code observe}.
 *
 * <p>{@link Planner} shows the order of decisions. Which rule lives where:
 *
 * <ul>
 *   <li>which slots there are: {@link ReplicatedOrchestrator}, {@link ScaleDown}, {@link Liveness}
 *       (S§3), {@link GlobalOrchestrator}, {@link Eligibility} (S§7), {@link JobOrchestrator} (S§8)
 *   <li>a slot has no task, or is wanted no more: {@link EmptySlots}, {@link SlotRemoval} (S§3);
 *       {@link SlotsThatGo} for what is remembered of it, {@link Leftovers} for pods that are still
 *       there
 *   <li>a job runs again: {@link JobTransitions} (S§8.2)
 *   <li>what a task's state is, seen from its pod and its node: {@link TaskStates} (S§1.5)
 *   <li>a task ends, fails or is taken away: {@link RestartSupervisor} (S§4), {@link Replacements}
 *       for what is written in which order, {@link NewTasks} for the next one, {@link NodeRanking}
 *       for where that goes, {@link FaultyNodes} where it had better not (S§9.4), {@link
 *       WaitingTasks} for when it starts (S§4.3)
 *   <li>what is forgotten: {@link HistoryReaper} (S§11), {@link SlotHistory} for the order, {@link
 *       RevisionHistory} for revisions
 *   <li>a node drains: {@link NodeDrain} (S§10.2)
 *   <li>a node is paused: {@link NodePause} (S§10.2)
 *   <li>a node is lost or deleted: {@link NodeLoss} (S§10.1, S§10.4)
 *   <li>a node's labels change (S§10.5): {@link ConstraintEnforcer}
 *   <li>the spec changes: {@link Transitions}; {@link RolloutStart} begins the run of an update
 *       (S§5.1) or a rollback (S§6), {@link RestartsBeforeRun} records what ended before it, {@link
 *       Dirtiness} says which slots it touches (S§5.2), {@link Updater} walks them (S§5.3), {@link
 *       UpdateStep} is what a worker does with one (S§5.4), {@link Succession} the end of a
 *       start-first step (S§5.5), {@link FailedTasks} says what failed in time, {@link
 *       FailureMonitor} pauses the run or rolls it back (S§5.6) and ends it (S§5.7)
 *   <li>a user asks for a rollback or to resume (S§6.1): {@link Requests}
 *   <li>max replicas per node (S§9.2): {@link Buckets}, {@link BucketNumbers}, {@link
 *       PlaceExchange}, {@link PlaceKeeping}
 *   <li>a task finds no node (S§9.3): {@link SchedulerWords}
 *   <li>a node's watch may show too late that a task must not stay there: {@link NodeDoubt}
 *   <li>what the status says: {@link StatusSummary} with the counts of {@link Tally} (S§2.4)
 * </ul>
 */
package io.swarmoperator.decide;
