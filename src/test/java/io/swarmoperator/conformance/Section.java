package io.swarmoperator.conformance;

/** A part of {@code docs/conformance.md} that is generated. */
interface Section {
  /** Its heading. */
  String heading();

  /** What comes out, in one line with its counts: it stands at the top of the page. */
  String counts();

  /** The part itself in Markdown, without heading. */
  String text();
}
