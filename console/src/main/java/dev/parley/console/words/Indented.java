package dev.parley.console.words;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

/// JSON on many lines, with the members in the order in which they are signed. Stateless.
public final class Indented {
  private Indented() {}

  /// Writes a value.
  ///
  /// @param value the value
  /// @return lines, indented by two blanks a level
  public static String of(JsonValue value) {
    StringBuilder out = new StringBuilder();
    write(value, "", out);
    return out.toString();
  }

  private static void write(JsonValue value, String indent, StringBuilder out) {
    if (value instanceof JsonObject object && object.size() > 0) {
      String inner = indent + "  ";
      String before = "{\n";
      for (String name : object.names().stream().sorted().toList()) {
        JsonValue member = object.get(name);
        if (member != null) {
          out.append(before).append(inner).append(text(new JsonString(name))).append(": ");
          write(member, inner, out);
          before = ",\n";
        }
      }
      out.append('\n').append(indent).append('}');
    } else if (value instanceof JsonArray array && array.size() > 0) {
      String inner = indent + "  ";
      String before = "[\n";
      for (JsonValue element : array) {
        out.append(before).append(inner);
        write(element, inner, out);
        before = ",\n";
      }
      out.append('\n').append(indent).append(']');
    } else {
      out.append(text(value));
    }
  }

  private static String text(JsonValue value) {
    String canonical = new String(CanonicalJson.bytes(value), StandardCharsets.UTF_8);
    return Plain.UNSEEN.matcher(canonical).replaceAll(unseen -> escaped(unseen.group()));
  }

  /// As JSON may spell it, too: the same value, but nothing turns what stands around it.
  private static String escaped(String unseen) {
    return unseen
        .chars()
        .mapToObj(unit -> String.format(Locale.ROOT, "\\\\u%04x", unit))
        .collect(Collectors.joining());
  }
}
