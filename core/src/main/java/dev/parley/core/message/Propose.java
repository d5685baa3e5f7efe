package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.time.Instant;
import java.util.Optional;

/// PROPOSE: puts terms up for acceptance (protocol section 5).
///
/// @param proposalId unique in the session
/// @param type what it is about
/// @param subject for people
/// @param terms what is proposed; for an invitation, see [SessionTerms]
/// @param validUntil void from then on
/// @param firmness whether it obliges its maker
/// @param inReplyTo the call that it answers, if it names one
public record Propose(
    String proposalId,
    ProposalType type,
    String subject,
    JsonObject terms,
    Optional<Instant> validUntil,
    Firmness firmness,
    Optional<String> inReplyTo)
    implements Message {

  @Override
  public Performative performative() {
    return Performative.PROPOSE;
  }

  static Decoded<Message> read(Members in) {
    String id = in.id("proposalId");
    String wire = in.text("type");
    Optional<ProposalType> type = ProposalType.parse(wire);
    if (type.isEmpty()) {
      in.wrong("type", "has to be a published proposal type or a URN");
    }
    String subject = in.text("subject");
    JsonObject terms = in.object("terms");
    Optional<Instant> validUntil = in.optionalTime("validUntil");
    Firmness firmness = firmness(in, terms, validUntil);
    Optional<String> inReplyTo = in.plainText("inReplyTo");
    return in.result(
        () -> new Propose(id, type.orElseThrow(), subject, terms, validUntil, firmness, inReplyTo));
  }

  /// Reads `firm`: a firm offer has an end and carries the complete COMMIT body.
  static Firmness firmness(Members in, JsonObject terms, Optional<Instant> validUntil) {
    if (!in.flag("firm")) {
      return Firmness.ORDINARY;
    }
    if (validUntil.isEmpty()) {
      in.wrong("validUntil", "is required for a firm offer");
    }
    Optional<JsonObject> commitment = terms.object("commitment");
    if (commitment.isEmpty()) {
      in.wrong("terms/commitment", "is required for a firm offer: the complete COMMIT body");
    } else {
      Decoded<Message> commit =
          Commit.read(Members.of(commitment.get(), "/content/body/terms/commitment"));
      in.take(commit, new Observe(Optional.empty(), Optional.empty()));
    }
    return Firmness.FIRM;
  }
}
