package dev.parley.core.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A pointer to a place in a document.
///
/// @spec https://www.rfc-editor.org/rfc/rfc6901 RFC 6901, JavaScript Object Notation (JSON) Pointer
public final class JsonPointer {
  /// An array has fewer elements than this many digits can count.
  private static final int INDEX_DIGITS_MAX = 9;

  private final String text;
  private final List<String> tokens;

  private JsonPointer(String text, List<String> tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  /// Reads a pointer.
  ///
  /// @param text the empty string for the whole document, or tokens that each begin with `/`
  /// @return empty when the text is not a pointer
  public static Optional<JsonPointer> parse(String text) {
    List<String> tokens = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      if (text.charAt(from) != '/') {
        return Optional.empty();
      }
      int slash = text.indexOf('/', from + 1);
      int to = slash < 0 ? text.length() : slash;
      String raw = text.substring(from + 1, to);
      if (!isEscapedWell(raw)) {
        return Optional.empty();
      }
      tokens.add(raw.replace("~1", "/").replace("~0", "~"));
      from = to;
    }
    return Optional.of(new JsonPointer(text, List.copyOf(tokens)));
  }

  private static boolean isEscapedWell(String raw) {
    for (int i = raw.indexOf('~'); i >= 0; i = raw.indexOf('~', i + 1)) {
      char next = i + 1 < raw.length() ? raw.charAt(i + 1) : ' ';
      if (next != '0' && next != '1') {
        return false;
      }
    }
    return true;
  }

  /// Follows the pointer.
  ///
  /// @param document where it starts
  /// @return the value at that place; empty when there is none, so also for the place after an
  ///   array's last element (`-`)
  public Optional<JsonValue> resolve(JsonValue document) {
    JsonValue at = document;
    for (String token : tokens) {
      JsonValue next =
          switch (at) {
            case JsonObject object -> object.get(token);
            case JsonArray array -> element(array, token);
            case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> null;
          };
      if (next == null) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.of(at);
  }

  private static @Nullable JsonValue element(JsonArray array, String token) {
    boolean isIndex =
        !token.isEmpty()
            && token.length() <= INDEX_DIGITS_MAX
            && token.chars().allMatch(c -> c >= '0' && c <= '9')
            && (token.length() == 1 || token.charAt(0) != '0');
    if (!isIndex) {
      return null;
    }
    int index = Integer.parseInt(token);
    return index < array.size() ? array.get(index) : null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonPointer that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /// The pointer's text.
  @Override
  public String toString() {
    return text;
  }
}
