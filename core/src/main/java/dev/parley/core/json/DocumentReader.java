package dev.parley.core.json;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one document. Values under construction lie on one stack, so an array or object costs only
/// its exact-size copy.
///
/// Recursion is bounded by [JsonLimits#maxDepth]. A fault is handed upwards as null.
final class DocumentReader {
  private static final int STACK_START = 32;

  private final JsonBytes in;
  private final JsonLimits limits;
  private final StringReader strings;
  private final @Nullable Watched watched;
  private String[] names = new String[STACK_START];
  private JsonValue[] values = new JsonValue[STACK_START];
  private int[] offsets = new int[STACK_START];
  private int top;
  private int depth;

  DocumentReader(JsonBytes in, JsonLimits limits, @Nullable Watched watched) {
    this.in = in;
    this.limits = limits;
    this.watched = watched;
    this.strings = new StringReader(in);
  }

  Parsed read() {
    JsonValue value = document();
    Parsed.Malformed fault = in.fault();
    if (fault != null) {
      return fault;
    }
    if (value == null) {
      throw new AssertionError("neither a value nor a fault");
    }
    return new Parsed.Value(
        value, in.canonical ? Parsed.Spelling.CANONICAL : Parsed.Spelling.OTHER);
  }

  private @Nullable JsonValue document() {
    if (startsWithByteOrderMark()) {
      in.fail(JsonFault.BYTE_ORDER_MARK, in.at, "a byte-order mark");
      return null;
    }
    in.skipWhitespace();
    if (in.at == in.end) {
      in.fail(JsonFault.EMPTY, in.at, "no value");
      return null;
    }
    JsonValue value = value();
    if (value != null) {
      in.skipWhitespace();
      if (in.at < in.end) {
        in.fail(JsonFault.TRAILING_BYTES, in.at, "bytes after the value");
      }
    }
    return value;
  }

  private boolean startsWithByteOrderMark() {
    return starts(0xEF, 0xBB, 0xBF) || starts(0xFE, 0xFF) || starts(0xFF, 0xFE);
  }

  private boolean starts(int... mark) {
    if (in.end - in.at < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((in.bytes[in.at + i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private @Nullable JsonValue value() {
    return switch (in.peek()) {
      case '"' -> string();
      case '{' -> object();
      case '[' -> array();
      case 't' -> literal("true", JsonBoolean.TRUE);
      case 'f' -> literal("false", JsonBoolean.FALSE);
      case 'n' -> literal("null", JsonNull.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> NumberReader.read(in);
      default -> {
        in.fail(JsonFault.SYNTAX, in.at, "a value is expected");
        yield null;
      }
    };
  }

  private @Nullable JsonValue string() {
    String text = strings.read();
    return text == null ? null : new JsonString(text);
  }

  private @Nullable JsonValue literal(String word, JsonValue value) {
    for (int i = 0; i < word.length(); i++) {
      if (in.peek() != word.charAt(i)) {
        in.fail(JsonFault.SYNTAX, in.at, "a literal is misspelt");
        return null;
      }
      in.at++;
    }
    return value;
  }

  private boolean open() {
    if (depth == limits.maxDepth()) {
      in.fail(JsonFault.TOO_DEEP, in.at, "more than " + limits.maxDepth() + " levels");
      return false;
    }
    depth++;
    in.at++;
    in.skipWhitespace();
    return true;
  }

  private @Nullable JsonValue array() {
    if (!open()) {
      return null;
    }
    int base = top;
    boolean more = in.peek() != ']';
    while (more) {
      JsonValue element = value();
      if (element == null) {
        return null;
      }
      push("", element, 0);
      Next next = next(']');
      if (next == Next.FAULT) {
        return null;
      }
      more = next == Next.MORE;
    }
    in.at++;
    depth--;
    JsonArray array = JsonArray.of(List.of(Arrays.copyOfRange(values, base, top)));
    top = base;
    return array;
  }

  private @Nullable JsonValue object() {
    if (!open()) {
      return null;
    }
    int base = top;
    boolean sorted = true;
    boolean more = in.peek() != '}';
    while (more) {
      if (top - base == limits.maxMembers()) {
        in.fail(JsonFault.TOO_MANY_MEMBERS, in.at, "more than " + limits.maxMembers() + " members");
        return null;
      }
      if (!member()) {
        return null;
      }
      sorted = sorted && (top - base == 1 || names[top - 2].compareTo(names[top - 1]) < 0);
      Next next = next('}');
      if (next == Next.FAULT) {
        return null;
      }
      more = next == Next.MORE;
    }
    in.at++;
    depth--;
    in.canonical &= sorted;
    if (!sorted && !sort(base)) {
      return null;
    }
    JsonObject object =
        new JsonObject(Arrays.copyOfRange(names, base, top), Arrays.copyOfRange(values, base, top));
    top = base;
    return object;
  }

  private boolean member() {
    int offset = in.at;
    if (in.peek() != '"') {
      in.fail(JsonFault.SYNTAX, in.at, "a name is expected");
      return false;
    }
    String name = strings.readName();
    if (name == null) {
      return false;
    }
    in.skipWhitespace();
    if (in.peek() != ':') {
      in.fail(JsonFault.SYNTAX, in.at, "a colon is expected");
      return false;
    }
    in.at++;
    in.skipWhitespace();
    JsonValue value = value(name);
    if (value == null) {
      return false;
    }
    push(name, value, offset);
    return true;
  }

  private @Nullable JsonValue value(String name) {
    if (watched == null || !watched.isNext(depth, name)) {
      return value();
    }
    int here = depth; // a fault leaves it where it was noticed
    watched.begins(here, in.at);
    JsonValue value = value();
    if (value != null) {
      watched.ends(here, in.at);
    }
    return value;
  }

  private enum Next {
    MORE,
    CLOSED,
    FAULT
  }

  /// After an element: a comma and the next one, or the closing bracket, which stays.
  private Next next(int close) {
    in.skipWhitespace();
    int b = in.peek();
    if (b == close) {
      return Next.CLOSED;
    }
    if (b != ',') {
      in.fail(JsonFault.SYNTAX, in.at, "a comma or a closing bracket is expected");
      return Next.FAULT;
    }
    in.at++;
    in.skipWhitespace();
    return Next.MORE;
  }

  private void push(String name, JsonValue value, int offset) {
    if (top == values.length) {
      names = Arrays.copyOf(names, top * 2);
      values = Arrays.copyOf(values, top * 2);
      offsets = Arrays.copyOf(offsets, top * 2);
    }
    names[top] = name;
    values[top] = value;
    offsets[top++] = offset;
  }

  private record Member(String name, JsonValue value, int offset) {}

  /// Sorts the members from `base` upwards and refuses equal names. Sorting, not hashing: colliding
  /// names cost nothing extra.
  private boolean sort(int base) {
    Member[] members = new Member[top - base];
    for (int i = 0; i < members.length; i++) {
      members[i] = new Member(names[base + i], values[base + i], offsets[base + i]);
    }
    Arrays.sort(members, Comparator.comparing(Member::name));
    for (int i = 0; i < members.length; i++) {
      if (i > 0 && members[i].name.equals(members[i - 1].name)) {
        in.fail(JsonFault.DUPLICATE_KEY, members[i].offset, "a name occurs twice in one object");
        return false;
      }
      names[base + i] = members[i].name;
      values[base + i] = members[i].value;
    }
    return true;
  }
}
