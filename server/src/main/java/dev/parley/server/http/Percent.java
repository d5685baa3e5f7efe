package dev.parley.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Percent-encoding, read strictly: every `%` has two hexadecimal digits, the bytes are UTF-8.
final class Percent {
  private static final int CONTROL_MAX = 0x20;

  /// What `+` stands for.
  private enum Plus {
    ITSELF,
    SPACE
  }

  private Percent() {}

  /// One segment of a path.
  static Optional<String> segment(String raw) {
    return raw.indexOf('%') < 0 ? Optional.of(raw) : decode(raw, Plus.ITSELF);
  }

  /// The fields of a query or a form.
  ///
  /// @return empty when one is not well formed, or is there twice
  static Optional<Map<String, String>> fields(String raw) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (raw.isEmpty()) {
      return Optional.of(fields);
    }
    for (String part : raw.split("&", -1)) {
      int equals = part.indexOf('=');
      Optional<String> name = decode(equals < 0 ? part : part.substring(0, equals), Plus.SPACE);
      Optional<String> value = decode(equals < 0 ? "" : part.substring(equals + 1), Plus.SPACE);
      if (name.isEmpty()
          || value.isEmpty()
          || fields.putIfAbsent(name.get(), value.get()) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(fields);
  }

  private static Optional<String> decode(String raw, Plus plus) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int high = i + 2 <= raw.length() - 1 ? Character.digit(raw.charAt(i + 1), 16) : -1;
        int low = i + 2 <= raw.length() - 1 ? Character.digit(raw.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        out.write(high * 16 + low);
        i += 2;
      } else {
        out.writeBytes(
            String.valueOf(c == '+' && plus == Plus.SPACE ? ' ' : c)
                .getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(out.toByteArray())).toString();
      return text.chars().anyMatch(c -> c < CONTROL_MAX) ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
