package dev.parley.core.msgpack;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonFault;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import java.io.IOException;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessageIntegerOverflowException;
import org.msgpack.core.MessagePack.UnpackerConfig;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/// Reads one document as strictly as JSON is read: names are text and different, text is UTF-8,
/// numbers are those of I-JSON, nothing is deeper or larger than it may be, bytes stand only where
/// they may, and there are no extension types. For one document.
final class MessagePackReader {
  private static final UnpackerConfig STRICT =
      new UnpackerConfig()
          .withActionOnMalformedString(CodingErrorAction.REPORT)
          .withActionOnUnmappableString(CodingErrorAction.REPORT)
          .withAllowReadingStringAsBinary(false)
          .withAllowReadingBinaryAsString(false);

  private static final int JWS_PARTS = 3;

  private final byte[] bytes;
  private final JsonLimits limits;
  private final MessageUnpacker in;

  MessagePackReader(byte[] bytes, JsonLimits limits) {
    this.bytes = bytes;
    this.limits = limits;
    this.in = STRICT.newUnpacker(bytes);
  }

  /// A fault on its way out of the depth; never leaves this class.
  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1;

    private final JsonFault fault;

    Fault(JsonFault fault, String detail) {
      super(detail, null, false, false);
      this.fault = fault;
    }

    String detail() {
      String detail = getMessage();
      return detail == null ? "" : detail;
    }
  }

  /// The value, still to be held against the rules about text and depth that hold for all.
  Parsed read(Shape shape) {
    if (bytes.length > limits.maxBytes()) {
      return malformed(JsonFault.TOO_LARGE, "more than " + limits.maxBytes() + " bytes");
    }
    try {
      JsonValue value = value(shape, 0);
      return in.getTotalReadBytes() == bytes.length
          ? new Parsed.Value(value, Parsed.Spelling.OTHER)
          : malformed(JsonFault.SYNTAX, "bytes behind the document");
    } catch (Fault e) {
      return malformed(e.fault, e.detail());
    } catch (IOException | MessagePackException _) {
      return malformed(JsonFault.SYNTAX, "no MessagePack, or text that is not UTF-8");
    }
  }

  private Parsed malformed(JsonFault fault, String detail) {
    return new Parsed.Malformed(
        fault, (int) Math.min(in.getTotalReadBytes(), bytes.length), detail);
  }

  private JsonValue value(Shape shape, int depth) throws IOException, Fault {
    MessageFormat format = in.getNextFormat();
    return switch (format.getValueType()) {
      case NIL -> {
        in.unpackNil();
        yield JsonNull.NULL;
      }
      case BOOLEAN -> JsonBoolean.of(in.unpackBoolean());
      case INTEGER -> whole();
      case FLOAT -> real(in.unpackDouble());
      case STRING -> new JsonString(in.unpackString());
      case BINARY -> binary(shape);
      case ARRAY -> shape instanceof Shape.Jws ? jws() : array(shape, depth + 1);
      case MAP -> object(shape, depth + 1);
      case EXTENSION -> throw new Fault(JsonFault.SYNTAX, "an extension type");
    };
  }

  private JsonNumber whole() throws IOException, Fault {
    try {
      long value = in.unpackLong();
      if (Math.abs(value) <= JsonNumber.INTEGER_MAX && value != Long.MIN_VALUE) {
        return JsonNumber.of(value);
      }
    } catch (MessageIntegerOverflowException _) {
      // Beyond a long, and so beyond what follows.
    }
    throw new Fault(JsonFault.NUMBER_RANGE, "a whole number beyond 2^53-1");
  }

  /// Whatever is whole has to lie where whole numbers lie; a negative zero has no spelling.
  private static JsonNumber real(double value) throws Fault {
    if (value == 0 && 1 / value < 0) {
      throw new Fault(JsonFault.NEGATIVE_ZERO, "a negative zero");
    }
    if (!(Math.abs(value) <= JsonNumber.INTEGER_MAX)) {
      throw new Fault(JsonFault.NUMBER_RANGE, "not a finite number within 2^53-1");
    }
    return new JsonNumber(value);
  }

  private byte[] payload() throws IOException, Fault {
    return in.readPayload(within(in.unpackBinaryHeader(), 1));
  }

  /// What is announced has to be there before room is made for it.
  private int within(int count, int bytesEach) throws Fault {
    if ((long) count * bytesEach > bytes.length - in.getTotalReadBytes()) {
      throw new Fault(JsonFault.SYNTAX, "more is announced than there is");
    }
    return count;
  }

  private JsonString binary(Shape shape) throws IOException, Fault {
    if (shape instanceof Shape.Bytes(Raw raw)) {
      return new JsonString(
          raw.restored(payload())
              .orElseThrow(() -> new Fault(JsonFault.SYNTAX, "bytes of another length")));
    }
    throw new Fault(JsonFault.SYNTAX, "bytes where none may be");
  }

  private JsonString jws() throws IOException, Fault {
    if (in.unpackArrayHeader() != JWS_PARTS) {
      throw new Fault(JsonFault.SYNTAX, "a proof of other than three parts");
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < JWS_PARTS; i++) {
      if (!in.getNextFormat().getValueType().isBinaryType()) {
        throw new Fault(JsonFault.SYNTAX, "a part of a proof that is not bytes");
      }
      out.append(i == 0 ? "" : ".").append(Raw.JWS_PART.text(payload()));
    }
    return new JsonString(out.toString());
  }

  private JsonArray array(Shape shape, int depth) throws IOException, Fault {
    open(depth);
    int size = within(in.unpackArrayHeader(), 1);
    List<JsonValue> out = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      out.add(value(Shapes.element(shape), depth));
    }
    return JsonArray.of(out);
  }

  private JsonObject object(Shape shape, int depth) throws IOException, Fault {
    open(depth);
    int size = within(in.unpackMapHeader(), 2);
    if (size > limits.maxMembers()) {
      throw new Fault(JsonFault.TOO_MANY_MEMBERS, "more than " + limits.maxMembers() + " members");
    }
    JsonObject.Builder out = JsonObject.builder();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < size; i++) {
      if (!in.getNextFormat().getValueType().isStringType()) {
        throw new Fault(JsonFault.SYNTAX, "a name that is not text");
      }
      String name = in.unpackString();
      if (!names.add(name)) {
        throw new Fault(JsonFault.DUPLICATE_KEY, "a name twice");
      }
      out.put(name, value(Shapes.member(shape, name), depth));
    }
    return out.build();
  }

  private void open(int depth) throws Fault {
    if (depth > limits.maxDepth()) {
      throw new Fault(JsonFault.TOO_DEEP, "more than " + limits.maxDepth() + " levels");
    }
  }
}
