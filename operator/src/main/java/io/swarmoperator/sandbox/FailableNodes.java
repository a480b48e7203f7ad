package io.swarmoperator.sandbox;

/** Nodes that can crash and return at will. */
public interface FailableNodes {

  /** Crashes a node: its heartbeats cease and what runs on it freezes. */
  void stopNode(String name);

  /** Lets a crashed node return; does nothing to one that runs. */
  void startNode(String name);
}
