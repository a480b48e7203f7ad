package io.swarmoperator.walk;

/** What is judged of a walk as a whole, beside the checks that follow each of its steps. */
enum Whole {
  /** No round of the operator breaks off by what it has in mind itself. */
  OPERATOR("Operator"),
  /** Whatever was begun comes to an end. */
  REST("Rest"),
  /** What is declared has come to be. */
  CONVERGED("Converged"),
  /** With faults all comes to the same as without. */
  SAME_WITHOUT_FAULTS("SameWithoutFaults"),
  /** Nothing breaks off. */
  EXCEPTION("Exception");

  private final String word;

  Whole(String word) {
    this.word = word;
  }

  /** Its name among those of the checks. */
  String word() {
    return word;
  }
}
