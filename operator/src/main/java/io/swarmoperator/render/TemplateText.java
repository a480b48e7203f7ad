package io.swarmoperator.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with Swarm's placeholders, such as {@code data-{{.Task.Slot}}}: of Go's template language
 * the part that names values. A text that isn't one is its own literal, so that a revision of
 * before keeps what it said; what is wrong with it tells {@link #fault}.
 */
final class TemplateText {
  private static final String OPEN = "{{";
  private static final int MOST_SHOWN = 60;

  /** A Go string: in double quotes with escapes, or in backquotes as it is. */
  private static final String QUOTED = "\"(?:[^\"\\\\\\n]|\\\\[\\\\\"nt])*\"|`[^`]*`";

  private static final Pattern ACTION =
      Pattern.compile(
          "\\{\\{(?<cutBefore>-(?=\\s))?\\s*(?:"
              + "(?<field>\\.[A-Za-z_][A-Za-z0-9_.]*)"
              + "|index\\s+\\.Service\\.Labels\\s+(?<key>"
              + QUOTED
              + ")|(?<constant>"
              + QUOTED
              + "))(?:\\s+(?<cutAfter>-)|\\s*)\\}\\}");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  private static final Pattern LABEL =
      Pattern.compile("\\.Service\\.Labels\\.([A-Za-z_][A-Za-z0-9_]*)");

  private static final String ALLOWED =
      Arrays.stream(Placeholder.values()).map(Placeholder::text).collect(Collectors.joining(", "))
          + ", {{.Service.Labels.x}}, {{index .Service.Labels \"x\"}}, and {{\"{{\"}} for the braces"
          + " themselves";

  private final List<Piece> pieces;
  private final Optional<Fault> fault;

  private TemplateText(List<Piece> pieces, Optional<Fault> fault) {
    this.pieces = List.copyOf(pieces);
    this.fault = fault;
  }

  /** A part of a text. */
  sealed interface Piece permits Literal, Value, ServiceLabel {}

  /** Stands for itself. */
  record Literal(String text) implements Piece {}

  /** Stands for what is known of the service, the node or the task. */
  record Value(Placeholder placeholder) implements Piece {}

  /**
   * Stands for a label of the service.
   *
   * @param key of the label
   * @param required whether it must be there: {@code index} gives an empty text for one that isn't
   * @param column where it stands
   */
  record ServiceLabel(String key, boolean required, int column) implements Piece {}

  /**
   * Why a text is no template.
   *
   * @param column of the place, counted from 1
   * @param message what is wrong there
   */
  record Fault(int column, String message) {}

  static TemplateText of(String text) {
    return text.contains(OPEN) ? parse(text) : literal(text);
  }

  private static TemplateText literal(String text) {
    return new TemplateText(List.of(new Literal(text)), Optional.empty());
  }

  private static TemplateText parse(String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher action = ACTION.matcher(text);
    boolean cut = false;
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      if (!action.region(open, text.length()).lookingAt()) {
        return faulty(text, open);
      }
      Optional<Piece> piece = piece(action, open + 1);
      if (piece.isEmpty()) {
        return faulty(text, open);
      }
      String before = cut ? text.substring(at, open).stripLeading() : text.substring(at, open);
      pieces.add(new Literal(action.group("cutBefore") == null ? before : before.stripTrailing()));
      pieces.add(piece.get());
      cut = action.group("cutAfter") != null;
      at = action.end();
    }
    String rest = text.substring(at);
    pieces.add(new Literal(cut ? rest.stripLeading() : rest));
    return new TemplateText(pieces, Optional.empty());
  }

  private static Optional<Piece> piece(Matcher action, int column) {
    if (action.group("constant") != null) {
      return Optional.of(new Literal(unquoted(action.group("constant"))));
    }
    if (action.group("key") != null) {
      return Optional.of(new ServiceLabel(unquoted(action.group("key")), false, column));
    }
    String field = action.group("field");
    Matcher label = LABEL.matcher(field);
    return label.matches()
        ? Optional.of(new ServiceLabel(label.group(1), true, column))
        : Placeholder.named(field).map(Value::new);
  }

  private static String unquoted(String text) {
    String inner = text.substring(1, text.length() - 1);
    return text.startsWith("`") ? inner : ESCAPE.matcher(inner).replaceAll(TemplateText::unescaped);
  }

  private static String unescaped(MatchResult escape) {
    String letter = escape.group(1);
    return Matcher.quoteReplacement(letter.equals("n") ? "\n" : letter.equals("t") ? "\t" : letter);
  }

  private static TemplateText faulty(String text, int open) {
    int close = text.indexOf("}}", open);
    String message =
        close < 0
            ? "{{ has no }}"
            : "there is no " + shown(text.substring(open, close + 2)) + "; there are " + ALLOWED;
    return new TemplateText(List.of(new Literal(text)), Optional.of(new Fault(open + 1, message)));
  }

  private static String shown(String action) {
    return action.length() <= MOST_SHOWN ? action : action.substring(0, MOST_SHOWN) + "…";
  }

  List<Piece> pieces() {
    return pieces;
  }

  /** What keeps the text from being a template. */
  Optional<Fault> fault() {
    return fault;
  }

  /** Whether a placeholder stands in it. */
  boolean names(Placeholder placeholder) {
    return pieces.contains(new Value(placeholder));
  }

  /** The labels of the service that stand in it. */
  List<ServiceLabel> labels() {
    return pieces.stream()
        .filter(ServiceLabel.class::isInstance)
        .map(ServiceLabel.class::cast)
        .toList();
  }
}
