package dev.parley.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.session.ClockKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an envelope may look like on input (protocol section 2).
class EnvelopeTest {
  private static final Speaker NODE = Speaker.named("agent://node.example/node");
  private static final Speaker ALPHA = Speaker.named("agent://acme.example/alpha");
  private static final Speaker BETA = Speaker.named("agent://cloud.example/beta");

  private final JsonObject right =
      Conversation.with(NODE, ClockKind.REAL)
          .says(ALPHA, Words.invitation(NODE, BETA))
          .to(BETA)
          .signed();

  private static Envelope read(JsonObject json) {
    return Envelope.decode(json).orThrow();
  }

  private static void malformed(JsonObject json, String pointer) {
    assertThat(Envelope.decode(json))
        .isInstanceOfSatisfying(
            Decoded.Refused.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(ErrorCode.MALFORMED);
              assertThat(refused.refusal().details().string("pointer")).contains(pointer);
            });
  }

  private JsonObject content(String name, JsonValue value) {
    return right.with("content", right.object("content").orElseThrow().with(name, value));
  }

  @Test
  void bothFormsOfARecipientAreRead() {
    assertThat(read(right).recipient()).contains(BETA.uri());
    JsonObject form =
        JsonObject.EMPTY.with("agentId", BETA.uri().text()).with("orgId", "org_cloud_example");
    assertThat(read(right.with("recipient", form)).recipient()).contains(BETA.uri());
    assertThat(read(right.without("recipient")).recipient()).isEmpty();
    malformed(right.with("recipient", form.without("agentId")), "/recipient/agentId");
    malformed(right.with("recipient", "beta"), "/recipient");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/asp+json"})
  void bothNamesOfJsonAreRead(String type) {
    assertThat(read(content("mimeType", new JsonString(type))).recipient()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/asp+msgpack", "text/plain", "application/JSON"})
  void noOtherTypeOfContentIsRead(String type) {
    malformed(content("mimeType", new JsonString(type)), "/content/mimeType");
  }

  @Test
  void theContextIsCarriedAsItIs() {
    JsonArray context =
        JsonArray.of(
            List.<JsonValue>of(
                JsonObject.EMPTY.with("type", "schema").with("ref", "urn:x").with("more", 1)));
    JsonObject with = content("context", context);
    assertThat(read(with).json()).isEqualTo(with);
    malformed(content("context", JsonArray.ofStrings(List.of("schema"))), "/content/context/0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"recipient", "constraints"})
  void whatMayBeAbsentIsNeverNull(String name) {
    malformed(right.with(name, JsonNull.NULL), "/" + name);
    malformed(content("context", JsonNull.NULL), "/content/context");
  }

  @Test
  void membersThatNobodyKnowsAreKept() {
    JsonObject more = right.with("colour", "blue");
    assertThat(read(more).json()).isEqualTo(more);
  }

  @ParameterizedTest
  @CsvSource({
    "asp/0.2, VERSION_UNSUPPORTED",
    "asp/2.0, VERSION_UNSUPPORTED",
    "asp/1, MALFORMED",
    "0.1, MALFORMED"
  })
  void twoVersionsAreLabelsOfThisProtocol(String version, ErrorCode code) {
    assertThat(read(right.with("version", "asp/1.0")).version()).isEqualTo("asp/1.0");
    assertThat(Envelope.decode(right.with("version", version)))
        .isInstanceOfSatisfying(
            Decoded.Refused.class, refused -> assertThat(refused.refusal().code()).isEqualTo(code));
  }

  private static boolean isMoney(JsonValue amount) {
    JsonObject money = JsonObject.EMPTY.with("amount", amount).with("currency", "USD");
    return Money.decode(money, "/value") instanceof Decoded.Valid<Money>;
  }

  @Test
  void moneyIsExactOrRefused() {
    assertThat(isMoney(new JsonNumber(123_456_789_012.345))).isTrue();
    assertThat(isMoney(new JsonNumber(1_234_567_890_123.345))).isFalse();
    assertThat(isMoney(new JsonString("1234567890123456789.05"))).isTrue();
    assertThat(isMoney(new JsonNumber(0))).isTrue();
    for (String wrong : List.of("", "-1", "+1", "01", "1.", ".5", "1e3", "1,5", "NaN")) {
      assertThat(isMoney(new JsonString(wrong))).as(wrong).isFalse();
    }
    assertThat(isMoney(new JsonNumber(-0.01))).isFalse();
    assertThat(isMoney(JsonNull.NULL)).isFalse();
  }
}
