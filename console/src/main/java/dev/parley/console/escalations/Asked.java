package dev.parley.console.escalations;

import dev.parley.console.page.Site;
import dev.parley.console.words.Plain;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// An escalation in a list.
///
/// @param session its session
/// @param id its id
/// @param askedBy who asks
/// @param principal for whom
/// @param reason why
/// @param stake what is at stake, where that is known
/// @param askedAt when it was asked
/// @param due when the safe answer, a refusal, takes effect
/// @param status `WAITING`, or what became of it
/// @param endedAt when that was
public record Asked(
    String session,
    String id,
    String askedBy,
    String principal,
    String reason,
    Optional<String> stake,
    Instant askedAt,
    Instant due,
    String status,
    Optional<Instant> endedAt) {

  static Asked of(JsonObject json) {
    return new Asked(
        json.string("sessionId").orElseThrow(),
        json.string("escalationId").orElseThrow(),
        Plain.agent(json.string("askedBy").orElse("")),
        Plain.agent(json.string("principal").orElse("")),
        Plain.text(json.string("reason").orElse("")),
        json.object("stake")
            .map(m -> m.string("amount").orElse("") + " " + m.string("currency").orElse("")),
        time(json, "askedAt").orElseThrow(),
        time(json, "due").orElseThrow(),
        json.string("status").orElse(""),
        time(json, "endedAt"));
  }

  private static Optional<Instant> time(JsonObject json, String member) {
    return json.string(member).flatMap(Timestamp::parse);
  }

  /// Where it is shown.
  ///
  /// @return a path
  public String href() {
    return path(session, id);
  }

  static String path(String session, String id) {
    return Site.ROOT
        + "/escalations/"
        + session
        + "/"
        + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Whether somebody has still to decide.
  ///
  /// @return true if so
  public boolean waits() {
    return status.equals("WAITING");
  }

  /// What became of it, in words.
  ///
  /// @return lower-case
  public String outcome() {
    return Plain.word(status);
  }

  /// How that looks.
  ///
  /// @return `good`, `bad` or `open`
  public String mood() {
    return switch (status) {
      case "APPROVED" -> "good";
      case "REFUSED", "EXPIRED" -> "bad";
      default -> "open";
    };
  }
}
