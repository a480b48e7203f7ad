package io.swarmoperator.command;

/** In which namespaces a command looks. */
enum Reach {
  HERE,
  EVERYWHERE
}
