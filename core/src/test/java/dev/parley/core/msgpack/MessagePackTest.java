package dev.parley.core.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonFault;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.RandomDocument;
import dev.parley.core.json.StrictJson;
import dev.parley.core.msgpack.MessagePack.Respelt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msgpack.core.MessageBufferPacker;

/// MessagePack says the same as JSON, refuses the same, and has bytes only where the protocol has
/// them (section 2).
final class MessagePackTest {
  private static final Path MESSAGES = Path.of("../vectors/messages/accepted.json");

  private static JsonValue json(byte[] text) {
    return ((Parsed.Value) StrictJson.read(text, new JsonLimits(1 << 24, 64, 100_000))).value();
  }

  private static JsonValue json(String text) {
    return json(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] respelt(byte[] bytes, Shape shape) {
    return switch (MessagePack.respell(bytes, JsonLimits.MESSAGE, shape)) {
      case Respelt.Json(byte[] text) -> text;
      case Respelt.Malformed(var why) -> throw new AssertionError(why.toString());
    };
  }

  private static JsonFault fault(byte[] bytes, Shape shape) {
    return MessagePack.respell(bytes, JsonLimits.MESSAGE, shape)
            instanceof Respelt.Malformed(Parsed.Malformed why)
        ? why.fault()
        : JsonFault.EMPTY;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  @Test
  void carriesEveryGoldenMessageAndMakesItSmaller() throws IOException {
    JsonArray cases =
        ((JsonObject) json(Files.readAllBytes(MESSAGES))).array("cases").orElseThrow();
    assertThat(cases.size()).isGreaterThan(20);
    for (JsonValue each : cases) {
      JsonObject envelope = ((JsonObject) each).object("envelope").orElseThrow();
      byte[] text = CanonicalJson.bytes(envelope);
      byte[] packed = MessagePack.write(envelope, Shapes.ENVELOPE);
      assertThat(respelt(packed, Shapes.ENVELOPE)).isEqualTo(text);
      assertThat(packed.length).isLessThan(text.length * 8 / 10);
    }
  }

  @Test
  void carriesRandomDocuments() {
    for (long seed = 0; seed < 3_000; seed++) {
      JsonValue document = json(RandomDocument.of(seed));
      byte[] text = CanonicalJson.bytes(document);
      for (Shape shape : new Shape[] {Shapes.PLAIN, Shapes.ENVELOPE, Shapes.PAGE}) {
        assertThat(respelt(MessagePack.write(document, shape), shape))
            .as("seed %d", seed)
            .isEqualTo(text);
      }
    }
  }

  /// Whatever arrives is a document or a fault, never an exception; and what is a document is one
  /// to the reader of JSON, or a fault there that both spellings have.
  @Test
  void neverThrowsWhateverComes() throws IOException {
    JsonArray cases =
        ((JsonObject) json(Files.readAllBytes(MESSAGES))).array("cases").orElseThrow();
    byte[] whole =
        MessagePack.write(
            ((JsonObject) cases.get(0)).object("envelope").orElseThrow(), Shapes.ENVELOPE);
    Random random = new Random(7);
    int documents = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = whole.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (MessagePack.respell(bytes, JsonLimits.MESSAGE, Shapes.ENVELOPE)
          instanceof Respelt.Json(byte[] text)) {
        documents++;
        if (StrictJson.read(text, JsonLimits.MESSAGE)
            instanceof Parsed.Value(var value, var spelling)) {
          assertThat(spelling).isEqualTo(Parsed.Spelling.CANONICAL);
          assertThat(CanonicalJson.bytes(value)).as("round %d", round).isEqualTo(text);
        }
      }
    }
    assertThat(documents).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "'', an empty body",
    "'80 c0', bytes behind the document",
    "'c1', a code that is never used",
    "'81', a member is missing",
    "'81 a1 61', a value is missing",
    "'81 01 c0', a name that is a number",
    "'81 c0 c0', a name that is nil",
    "'81 c4 01 61 c0', a name that is bytes",
    "'81 a1 61 c4 01 00', bytes where none may be",
    "'81 a1 61 d4 01 00', an extension type",
    "'81 a1 61 d6 ff 00 00 00 00', a timestamp",
    "'91 a1 ff', text that is not UTF-8",
    "'91 a3 ed a0 80', half a surrogate pair",
    "'91 a2 c0 80', an overlong zero",
    "'dd 7f ff ff ff', an array that announces too much",
    "'df 7f ff ff ff', a map that announces too much",
    "'db 7f ff ff ff 61', text that announces too much",
    "'91 c6 7f ff ff ff', bytes that announce too much",
  })
  void refusesWhatIsNoDocument(String bytes, String why) {
    assertThat(fault(hex(bytes), Shapes.PLAIN)).as(why).isEqualTo(JsonFault.SYNTAX);
  }

  @ParameterizedTest
  @CsvSource({
    "'82 a1 61 01 a1 61 02', DUPLICATE_KEY",
    "'91 ca 7f c0 00 00', NUMBER_RANGE", // NaN
    "'91 cb 7f f0 00 00 00 00 00 00', NUMBER_RANGE", // infinite
    "'91 cb ff f0 00 00 00 00 00 00', NUMBER_RANGE",
    "'91 cb 43 40 00 00 00 00 00 00', NUMBER_RANGE", // 2^53
    "'91 cf 00 20 00 00 00 00 00 00', NUMBER_RANGE",
    "'91 cf ff ff ff ff ff ff ff ff', NUMBER_RANGE",
    "'91 d3 80 00 00 00 00 00 00 00', NUMBER_RANGE",
    "'91 cb 80 00 00 00 00 00 00 00', NEGATIVE_ZERO",
    "'91 ca 80 00 00 00', NEGATIVE_ZERO",
  })
  void refusesWhatJsonRefuses(String bytes, JsonFault expected) {
    assertThat(fault(hex(bytes), Shapes.PLAIN)).isEqualTo(expected);
  }

  @Test
  void takesEverySpellingOfTheSameNumber() {
    for (String one : new String[] {"01", "cc01", "cd0001", "d30000000000000001", "ca3f800000"}) {
      assertThat(respelt(hex("91" + one), Shapes.PLAIN)).asString().isEqualTo("[1]");
    }
    assertThat(respelt(hex("91 cf 00 1f ff ff ff ff ff ff"), Shapes.PLAIN))
        .asString()
        .isEqualTo("[9007199254740991]");
  }

  @Test
  void keepsToTheLimits() throws IOException {
    byte[] deep = new byte[66];
    Arrays.fill(deep, 0, 65, (byte) 0x91);
    deep[65] = 1;
    assertThat(fault(deep, Shapes.PLAIN)).isEqualTo(JsonFault.TOO_DEEP);
    assertThat(fault(Arrays.copyOfRange(deep, 1, 66), Shapes.PLAIN)).isEqualTo(JsonFault.EMPTY);
    assertThat(fault(new byte[JsonLimits.MESSAGE.maxBytes() + 1], Shapes.PLAIN))
        .isEqualTo(JsonFault.TOO_LARGE);
    try (MessageBufferPacker out = org.msgpack.core.MessagePack.newDefaultBufferPacker()) {
      out.packMapHeader(1_001);
      for (int i = 0; i <= 1_000; i++) {
        out.packString("n" + i).packNil();
      }
      assertThat(fault(out.toByteArray(), Shapes.PLAIN)).isEqualTo(JsonFault.TOO_MANY_MEMBERS);
    }
  }

  /// Where bytes may stand they have to be of the right length, and text may stand there as well.
  @Test
  void restoresBytesExactlyOrRefusesThem() throws IOException {
    String hash = "sha256:" + "ab".repeat(32);
    JsonValue envelope = json("{\"integrity\":{\"hash\":\"" + hash + "\"}}");
    byte[] packed = MessagePack.write(envelope, Shapes.ENVELOPE);
    assertThat(packed.length).isEqualTo(1 + 10 + 1 + 5 + 2 + 32);
    assertThat(respelt(packed, Shapes.ENVELOPE)).isEqualTo(CanonicalJson.bytes(envelope));
    assertThat(respelt(MessagePack.write(envelope, Shapes.PLAIN), Shapes.ENVELOPE))
        .isEqualTo(CanonicalJson.bytes(envelope));
    assertThat(fault(packed, Shapes.PLAIN)).isEqualTo(JsonFault.SYNTAX);
    for (int length : new int[] {0, 31, 33}) {
      byte[] wrong = Arrays.copyOf(packed, packed.length - 32 + length);
      wrong[packed.length - 33] = (byte) length;
      assertThat(fault(wrong, Shapes.ENVELOPE)).as("%d bytes", length).isEqualTo(JsonFault.SYNTAX);
    }
    for (String odd : new String[] {"sha256:" + "AB".repeat(32), "sha256:ab", "none", ""}) {
      JsonValue other =
          json("{\"integrity\":{\"hash\":\"" + odd + "\"},\"messageId\":\"" + odd + "\"}");
      assertThat(respelt(MessagePack.write(other, Shapes.ENVELOPE), Shapes.ENVELOPE))
          .isEqualTo(CanonicalJson.bytes(other));
    }
  }

  /// A JWS whose text is not the one spelling of its bytes stays text, to be refused as such.
  @Test
  void carriesOnlyWellSpeltProofsAsBytes() {
    for (String proof :
        new String[] {
          "YQ.YQ.YQ", "YR.YQ.YQ", "YQ==.YQ.YQ", "a.b", "..", "YQ.YQ.YQ.YQ", "Y Q.YQ.YQ"
        }) {
      JsonValue envelope = json("{\"sender\":{\"dpopProof\":\"" + proof + "\"}}");
      byte[] packed = MessagePack.write(envelope, Shapes.ENVELOPE);
      assertThat(respelt(packed, Shapes.ENVELOPE))
          .as(proof)
          .isEqualTo(CanonicalJson.bytes(envelope));
    }
    byte[] two = hex("81 a6 73656e646572 81 a9 64706f7050726f6f66 92 c4 01 61 c4 01 61");
    assertThat(fault(two, Shapes.ENVELOPE)).isEqualTo(JsonFault.SYNTAX);
    byte[] text = hex("81 a6 73656e646572 81 a9 64706f7050726f6f66 93 c4 01 61 c4 01 61 a1 61");
    assertThat(fault(text, Shapes.ENVELOPE)).isEqualTo(JsonFault.SYNTAX);
  }
}
