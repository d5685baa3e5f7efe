package dev.parley.console.escalations;

import dev.parley.console.page.Site;
import dev.parley.console.words.Plain;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.store.EscalationOutcome;
import java.time.Instant;
import java.util.Arrays;
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
/// @param outcome what became of it; nothing while it waits
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
    Optional<EscalationOutcome> outcome,
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
        json.string("status").flatMap(Asked::outcome),
        time(json, "endedAt"));
  }

  private static Optional<EscalationOutcome> outcome(String status) {
    return Arrays.stream(EscalationOutcome.values())
        .filter(outcome -> outcome.name().equals(status))
        .findFirst();
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
    return Site.ROOT + "/escalations/" + session + "/" + Site.part(id);
  }

  /// Whether somebody has still to decide.
  ///
  /// @return true if so
  public boolean waits() {
    return outcome.isEmpty();
  }

  /// What became of it, in words.
  ///
  /// @return lower-case
  public String end() {
    return Plain.word(outcome.map(Enum::name).orElse("waiting"));
  }

  /// How that looks.
  ///
  /// @return `good`, `bad` or `open`
  public String mood() {
    return outcome
        .map(
            end ->
                switch (end) {
                  case APPROVED -> "good";
                  case REFUSED, EXPIRED -> "bad";
                  case ENDED -> "open";
                })
        .orElse("open");
  }
}
