package dev.parley.core.golden;

import static dev.parley.core.golden.Cast.ALPHA;
import static dev.parley.core.golden.Cast.BETA;
import static dev.parley.core.golden.Cast.NODE;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.GeneratedDocument;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.msgpack.MessagePack;
import dev.parley.core.msgpack.Shapes;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Writes docs/messagepack.md: what MessagePack saves on the messages of ten kinds of session.
final class EncodingPageTest {
  private static final String HEAD =
      """
      # What MessagePack saves

      Ten kinds of session, their envelopes in canonical JSON and in MessagePack as they are sent ([protocol.md](protocol.md), 2.16 and 2.17): bytes a message, over
      all messages of the session. The page is written by a test of the core from sessions with fixed keys, so everybody gets the same figures.

      """;

  private static final String TAIL =
      """

      The published figure is 30 to 50 %. Where a message is little more than its envelope, raw bytes for hashes, signature, ids and proof make up for most of what is saved; where it carries much text,
      nothing can be saved on that, and the share falls. JSON is the same protocol and the easier one to look at, so it is what everybody speaks by default.
      """;

  private static Conversation opened() {
    Conversation talk = Conversation.with(NODE, ClockKind.REAL);
    say(
        talk.says(
                ALPHA,
                Words.invitation(JsonObject.EMPTY.with("node", NODE.uri().text()))
                    .with("subject", "freight to Genoa"))
            .to(BETA));
    return talk;
  }

  private static Conversation introduced() {
    Conversation talk = opened();
    say(talk.says(BETA, Words.accept(PROPOSAL, "invitation")));
    say(talk.says(BETA, Words.identity(BETA)));
    say(talk.says(ALPHA, Words.identity(ALPHA)));
    return talk;
  }

  private static void say(Conversation.Saying saying) {
    Step step = saying.send();
    assertThat(step).as(() -> Conversation.outcome(step)).isInstanceOf(Step.Moved.class);
  }

  private static Conversation said(IntFunction<Words> words, int count) {
    Conversation talk = introduced();
    for (int i = 0; i < count; i++) {
      say(talk.says(speaker(i), words.apply(i)));
    }
    return talk;
  }

  private static Speaker speaker(int turn) {
    return turn % 2 == 0 ? ALPHA : BETA;
  }

  private static Words note(JsonValue data) {
    return Words.inform("note").with("data", data);
  }

  private static Conversation declined() {
    Conversation talk = opened();
    say(talk.says(BETA, Words.reject(PROPOSAL, "invitation")));
    return talk;
  }

  private static Conversation haggling() {
    return said(
        i ->
            i == 0
                ? Words.propose("offer-0").with("terms", price(i))
                : Words.counter("offer-" + i, "offer-" + (i - 1)).with("terms", price(i)),
        20);
  }

  private static JsonObject price(int round) {
    return JsonObject.EMPTY
        .with("containers", 12)
        .with("route", "Rotterdam-Genoa")
        .with("pricePerContainer", (1_000 + 7 * round) + ".50")
        .with("currency", "EUR");
  }

  private static JsonObject members(int count) {
    JsonObject.Builder out = JsonObject.builder();
    IntStream.range(0, count).forEach(i -> out.put("condition" + i, i % 3 == 0 ? 1L : 250L + i));
    return out.build();
  }

  private static JsonArray readings() {
    return JsonArray.of(
        IntStream.range(0, 200).mapToObj(i -> new JsonNumber(20 + i * 0.125)).toList());
  }

  private static JsonArray files() {
    return JsonArray.of(
        IntStream.range(0, 20)
            .mapToObj(i -> Hash.of(("file " + i).getBytes(StandardCharsets.UTF_8)).text())
            .map(JsonString::new)
            .toList());
  }

  private static Map<String, Conversation> kinds() {
    Map<String, Conversation> out = new LinkedHashMap<>();
    out.put("An invitation that is declined", declined());
    out.put("A deal: haggled out, promised, delivered", GoldenSessions.gpu());
    out.put("Much goes wrong: delegate, new keys, escalation, breach", GoldenSessions.late());
    out.put("20 rounds of haggling", haggling());
    out.put("40 questions and answers", said(EncodingPageTest::question, 40));
    out.put("40 short notes", said(_ -> note(new JsonString("on the way")), 40));
    out.put(
        "20 notes of 4 KiB of text",
        said(_ -> note(new JsonString("Lorem ipsum ".repeat(341))), 20));
    out.put("20 offers with 40 numbers each", said(_ -> note(members(40)), 20));
    out.put("20 lists of 200 readings", said(_ -> note(readings()), 20));
    out.put("20 lists of 20 hashes of files", said(_ -> note(files()), 20));
    return out;
  }

  private static Words question(int turn) {
    return turn % 2 == 0
        ? Words.query("q-" + turn)
        : Words.inform("answer")
            .with("data", JsonObject.EMPTY.with("referenceId", "q-" + (turn - 1)).with("days", 3));
  }

  private record Size(int messages, long json, long packed) {
    static Size of(Conversation talk) {
      long json = 0;
      long packed = 0;
      List<Conversation.Delivered> all = talk.accepted();
      for (Conversation.Delivered each : all) {
        JsonObject envelope = each.envelope();
        json += CanonicalJson.bytes(envelope).length;
        packed += MessagePack.write(envelope, Shapes.ENVELOPE).length;
      }
      return new Size(all.size(), json, packed);
    }

    double saved() {
      return 100.0 * (json - packed) / json;
    }

    String row(String kind) {
      return GeneratedDocument.row(
          List.of(
              kind,
              Integer.toString(messages),
              Long.toString(json / messages),
              Long.toString(packed / messages),
              String.format(Locale.ROOT, "%.0f %%", saved())));
    }
  }

  @Test
  void thePageSaysWhatIsSaved() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append(
        GeneratedDocument.head(
            List.of("Session", "Messages", "JSON, bytes a message", "MessagePack", "Saved")));
    List<Double> saved = new ArrayList<>();
    kinds()
        .forEach(
            (kind, talk) -> {
              Size size = Size.of(talk);
              assertThat(size.packed()).as(kind).isLessThan(size.json());
              saved.add(size.saved());
              page.append(size.row(kind));
            });
    assertThat(saved).hasSize(10);
    long reached = saved.stream().filter(share -> share >= 30).count();
    page.append(
        "\nOf the ten, %d reach 30 %%; the least saves %.0f %%, the most %.0f %%.\n"
            .formatted(
                reached,
                saved.stream().mapToDouble(d -> d).min().orElseThrow(),
                saved.stream().mapToDouble(d -> d).max().orElseThrow()));
    GeneratedDocument.mustSay("messagepack.md", page + TAIL);
  }
}
