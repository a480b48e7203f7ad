package io.swarmoperator.api;

/** Free text from elsewhere (kubelet, scheduler, registry), cut to what the schema takes. */
public final class BoundedText {

  /** The most characters that a message or an error may have. */
  public static final int LENGTH = 4096;

  private static final String ELLIPSIS = "…";

  private BoundedText() {}

  /** Returns the text, or its beginning with an ellipsis where it is too long; null stays null. */
  public static String cut(String text) {
    if (text == null || text.length() <= LENGTH) {
      return text;
    }
    int end = LENGTH - ELLIPSIS.length();
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + ELLIPSIS;
  }
}
