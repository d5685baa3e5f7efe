package dev.parley.cli.scenarios;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.message.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a transcript tells, without what differs from one time to the next: ids, hashes and
/// signatures are numbered in the order in which they occur, so that what belongs together still
/// does; times are left out.
final class Told {
  private static final Pattern CHANCE =
      Pattern.compile(
          "sha256:[0-9a-f]{64}|ed25519:[0-9a-f]{128}"
              + "|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
              + "|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

  private final Map<String, String> numbers = new HashMap<>();

  private Told() {}

  static List<String> of(List<Envelope> messages) {
    return numbered(messages.stream().map(Told::text).toList());
  }

  /// Texts that belong together, with numbers instead of chance.
  static List<String> numbered(List<String> texts) {
    Told told = new Told();
    return texts.stream()
        .map(
            text ->
                CHANCE
                    .matcher(text)
                    .replaceAll(match -> Matcher.quoteReplacement(told.number(match.group()))))
        .toList();
  }

  private static String text(Envelope message) {
    JsonObject told =
        JsonObject.builder()
            .put("messageId", message.messageId().toString())
            .put("sender", message.sender().agentId().text())
            .putIfPresent("recipient", message.json().get("recipient"))
            .put("sequenceNumber", message.sequenceNumber())
            .put("performative", message.performative().name())
            .putIfPresent("constraints", message.json().get("constraints"))
            .put("body", withoutFormat(message.body()))
            .put("previousHash", message.integrity().previousHash().text())
            .put("hash", message.integrity().hash().text())
            .build();
    return new String(CanonicalJson.bytes(told), StandardCharsets.UTF_8);
  }

  /// How messages are spelt belongs to the way.
  private static JsonObject withoutFormat(JsonObject body) {
    Optional<JsonObject> terms =
        body.object("terms")
            .filter(_ -> new JsonString("session-invitation").equals(body.get("type")));
    return terms.map(t -> body.with("terms", t.without("format"))).orElse(body);
  }

  private String number(String chance) {
    return chance.endsWith("Z") ? "time" : numbers.computeIfAbsent(chance, this::next);
  }

  private String next(String chance) {
    int colon = chance.indexOf(':');
    String kind = colon < 0 ? "id" : chance.substring(0, colon);
    return kind + "-" + (numbers.size() + 1);
  }
}
