package io.swarmoperator.api;

/**
 * References to images as Docker and kubelets read them (S§2.2): a registry's host and port, a path
 * of small letters, a tag, a digest.
 */
final class ImageReferences {
  /** In Swarm's words, behind the value. */
  static final String MESSAGE = "is not a valid repository/tag";

  private static final String LABEL = "[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?";
  private static final String HOST = "(" + LABEL + "([.]" + LABEL + ")*|\\\\[[a-fA-F0-9:]+\\\\])";
  private static final String PART = "[a-z0-9]+(([.]|_|__|-+)[a-z0-9]+)*";
  private static final String TAG = "[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}";
  private static final String DIGEST =
      "(sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})";

  private static final String REFERENCE =
      "^(" + HOST + "(:[0-9]+)?/)?" + PART + "(/" + PART + ")*(:" + TAG + ")?(@" + DIGEST + ")?$";

  /** Sixty-four digits of an image's id are no name. */
  static final String RULE =
      "self == '' || (self.matches('" + REFERENCE + "') && !self.matches('^[a-f0-9]{64}$'))";

  private ImageReferences() {}
}
