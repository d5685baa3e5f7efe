package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.time.Instant;
import java.util.Optional;

/// COUNTER: rejects what it answers and proposes something else (protocol section 5).
///
/// @param proposalId the new proposal's id, unique in the session
/// @param inReplyTo the proposal or commitment that it rejects
/// @param terms what is proposed instead
/// @param subject for people
/// @param validUntil void from then on
/// @param firmness whether it obliges its maker
public record Counter(
    String proposalId,
    String inReplyTo,
    JsonObject terms,
    Optional<String> subject,
    Optional<Instant> validUntil,
    Firmness firmness)
    implements Message {

  @Override
  public Performative performative() {
    return Performative.COUNTER;
  }

  static Decoded<Message> read(Members in) {
    String id = in.id("proposalId");
    String inReplyTo = in.id("inReplyTo");
    JsonObject terms = in.object("terms");
    Optional<String> subject = in.optionalText("subject");
    Optional<Instant> validUntil = in.optionalTime("validUntil");
    Firmness firmness = Propose.firmness(in, terms, validUntil);
    return in.result(() -> new Counter(id, inReplyTo, terms, subject, validUntil, firmness));
  }
}
