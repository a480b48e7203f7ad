package io.swarmoperator.print;

import java.util.Locale;
import java.util.regex.Pattern;

/** How single words and texts are shown. */
final class Words {
  private static final int SHORT_ID = 12;
  private static final Pattern DIGEST = Pattern.compile("(.+/)?([^/@]+:[^/@]+)@[^@]+");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}+");

  private Words() {}

  /** Messages of kubelets and users may hold anything; nothing of it may drive the terminal. */
  static String printable(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }

  /** The word of a constant as it stands in the API: {@code rollback_started}. */
  static String word(Enum<?> value) {
    return value == null ? "" : value.name().toLowerCase(Locale.ROOT);
  }

  /** The word of a constant of several parts: {@code stop-first}. */
  static String hyphened(Enum<?> value) {
    return word(value).replace('_', '-');
  }

  /** The word of a constant with a capital: {@code Running}. */
  static String capital(Enum<?> value) {
    String word = word(value);
    return word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  static String shortId(String id) {
    return id.length() <= SHORT_ID ? id : id.substring(0, SHORT_ID);
  }

  /** An image as one would type it: a digest beside a tag and Docker Hub's name are left out. */
  static String image(String image) {
    String short1 = DIGEST.matcher(image).replaceFirst("$1$2");
    String unhosted = without(without(short1, "index."), "docker.io/");
    return unhosted.length() == short1.length() ? short1 : without(unhosted, "library/");
  }

  private static String without(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  /** A text cut to a number of characters, the last of which then is an ellipsis. */
  static String cut(String text, int most) {
    int length = text.codePointCount(0, text.length());
    return length <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }

  static String text(String text) {
    return text == null ? "" : text;
  }
}
