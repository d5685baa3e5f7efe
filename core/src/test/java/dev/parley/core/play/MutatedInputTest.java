package dev.parley.core.play;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.parley.core.Vectors;
import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.CompactJws;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.DpopVerdict;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.message.Envelope;
import dev.parley.core.transcript.TranscriptLine;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Valid input, mutated: every reader gives a value, never an exception, and allocates no more than
/// what follows from the length of its input, which bounds its time too.
class MutatedInputTest {
  private static final int TIMES = Boolean.getBoolean("parley.test.full") ? 300_000 : 1_500;
  private static final long ALLOCATED_AT_ALL = 256 * 1024;
  private static final long ALLOCATED_PER_BYTE = 400;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// What reads bytes from outside.
  enum Reader {
    JSON("json/accepted.json", "input"),
    PROOF("jws/dpop.json", "compact"),
    CARD("cards/accepted.json", "card"),
    ENVELOPE("messages/accepted.json", "envelope"),
    LINE("chain/gpu.ndjson", "");

    private final String file;
    private final String member;

    Reader(String file, String member) {
      this.file = file;
      this.member = member;
    }

    void read(byte[] bytes) {
      switch (this) {
        case JSON -> json(bytes);
        case PROOF -> proof(bytes);
        case CARD -> card(bytes);
        case ENVELOPE -> envelope(bytes);
        case LINE -> line(bytes);
      }
    }

    List<byte[]> valid() {
      Stream<String> texts =
          file.endsWith(".ndjson")
              ? Vectors.string(file).lines()
              : Vectors.cases(file).stream()
                  .flatMap(
                      c ->
                          c
                              .string(member)
                              .or(() -> c.object(member).map(JsonObject::toString))
                              .stream());
      return texts.map(text -> text.getBytes(UTF_8)).toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isReadOrRefusedAndNeverThrows(Reader reader) {
    List<byte[]> valid = reader.valid();
    assertThat(valid).isNotEmpty();
    valid.forEach(reader::read);
    for (long seed = 0; seed < TIMES; seed++) {
      Dice dice = new Dice(seed);
      byte[] bytes = Bytes.mutated(dice.pick(valid).orElseThrow(), dice);
      long most = ALLOCATED_AT_ALL + ALLOCATED_PER_BYTE * bytes.length;
      try {
        long first = allocated(reader, bytes);
        // What is loaded on a first call does not count.
        if (first > most && allocated(reader, bytes) > most) {
          throw new AssertionError("seed %d allocates more than %d".formatted(seed, most));
        }
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ": " + new String(bytes, ISO_8859_1), e);
      }
    }
  }

  private static long allocated(Reader reader, byte[] bytes) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    reader.read(bytes);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /// What was read has a canonical form that reads as the same.
  private static void json(byte[] bytes) {
    if (StrictJson.read(bytes, JsonLimits.MESSAGE) instanceof Parsed.Value(JsonValue value, _)) {
      byte[] canonical = CanonicalJson.bytes(value);
      assertThat(StrictJson.read(canonical, JsonLimits.MESSAGE))
          .isEqualTo(new Parsed.Value(value, Parsed.Spelling.CANONICAL));
    }
  }

  private static void proof(byte[] bytes) {
    String compact = new String(bytes, ISO_8859_1);
    if (DpopProof.parse(compact) instanceof DpopVerdict.Parsed(DpopProof proof)) {
      assertThat(proof.claims().jti()).isNotNull();
    }
    assertThat(CompactJws.parse(compact, "JWT")).isNotNull();
  }

  private static void card(byte[] bytes) {
    if (StrictJson.read(bytes, JsonLimits.MESSAGE) instanceof Parsed.Value(JsonObject json, _)
        && AgentCard.decode(json) instanceof Decoded.Valid<AgentCard>(AgentCard card)) {
      assertThat(AgentCard.decode(card.json()).orThrow()).isEqualTo(card);
    }
  }

  private static void envelope(byte[] bytes) {
    if (StrictJson.read(bytes, JsonLimits.MESSAGE) instanceof Parsed.Value(JsonObject json, _)
        && Envelope.decode(json) instanceof Decoded.Valid<Envelope>(Envelope envelope)) {
      JsonObject again = (JsonObject) value(CanonicalJson.bytes(json));
      assertThat(Envelope.decode(again).orThrow()).isEqualTo(envelope);
    }
  }

  private static JsonValue value(byte[] canonical) {
    return switch (StrictJson.read(canonical, JsonLimits.MESSAGE)) {
      case Parsed.Value(JsonValue value, _) -> value;
      case Parsed.Malformed malformed ->
          throw new AssertionError("what was read cannot be read again: " + malformed);
    };
  }

  private static void line(byte[] bytes) {
    assertThat(TranscriptLine.read(bytes)).isNotNull();
  }
}
