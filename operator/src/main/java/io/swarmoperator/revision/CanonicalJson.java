package io.swarmoperator.revision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;

/**
 * JSON text of which no client can change a byte: compact, keys sorted, and the five characters
 * that Go's encoder escapes written as backslash, u and four digits. The API server compares a
 * revision's data byte by byte, and text that an encoder would rewrite makes the object impossible
 * to touch, so that even an orphaning deletion hangs (mechanics 9).
 */
final class CanonicalJson {
  private static final ObjectMapper MAPPER = mapper();

  private CanonicalJson() {}

  /** The one text of a tree, whatever the order of its keys. */
  static String write(JsonNode tree) {
    try {
      // as a plain map: Jackson sorts the keys of maps, but keeps the order of a tree's
      return MAPPER.writeValueAsString(MAPPER.treeToValue(tree, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }

  /**
   * Reads a text back.
   *
   * @throws JsonProcessingException when it isn't JSON
   */
  static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  private static ObjectMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
    mapper.getFactory().setCharacterEscapes(new GoEscapes());
    return mapper;
  }

  /** The characters that Go's encoding/json escapes beyond what JSON demands. */
  private static final class GoEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final String HTML = "<>&";

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      HTML.chars().forEach(c -> codes[c] = ESCAPE_CUSTOM);
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      boolean escaped = HTML.indexOf(c) >= 0 || c == '\u2028' || c == '\u2029';
      return escaped ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", c)) : null;
    }
  }
}
