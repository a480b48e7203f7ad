package io.swarmoperator.print;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names as people sort them: {@code web-2} before {@code web-10}. */
final class NaturalOrder implements Comparator<String> {
  static final NaturalOrder NAMES = new NaturalOrder();

  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

  private NaturalOrder() {}

  @Override
  public int compare(String one, String other) {
    Matcher first = PART.matcher(one);
    Matcher second = PART.matcher(other);
    while (first.find()) {
      if (!second.find()) {
        return 1;
      }
      int parts = parts(first.group(), second.group());
      if (parts != 0) {
        return parts;
      }
    }
    return second.find() ? -1 : one.compareTo(other);
  }

  private static int parts(String one, String other) {
    return number(one) && number(other)
        ? new BigInteger(one).compareTo(new BigInteger(other))
        : one.compareTo(other);
  }

  private static boolean number(String part) {
    char first = part.charAt(0);
    return first >= '0' && first <= '9';
  }
}
