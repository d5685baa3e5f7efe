package dev.parley.server.sessions;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.CanonicalEnvelope;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonFault;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.store.Content;
import java.time.Instant;
import java.util.Optional;

/// Completes and signs a message in node custody (protocol section 4): the client decides what is
/// said, the node assigns `messageId`, `sequenceNumber`, `timestamp`, `dpopProof` and `integrity`.
/// A client that states `integrity.previousHash` is appended on that head only.
///
/// @param agent the caller
/// @param card the card that it uses in the session
/// @param keys its keys
/// @param score the score that it has now
/// @param session the session
/// @param messageId the id that the message gets
/// @param submission what the client sent
record Completion(
    AgentUri agent,
    AgentCard card,
    AgentKeys keys,
    double score,
    SessionId session,
    String messageId,
    Submission submission)
    implements Author {

  @Override
  public Decoded<Ready> write(SessionState state, Instant at) {
    return fields().then(fields -> Envelope.decode(signed(fields, state, at))).then(this::ready);
  }

  /// What the node adds may take a message over a limit; what is stored has to be readable again.
  private Decoded<Ready> ready(Envelope envelope) {
    byte[] canonical = CanonicalJson.bytes(envelope.json());
    return switch (StrictJson.read(canonical, JsonLimits.MESSAGE)) {
      case Parsed.Value _ ->
          Decoded.valid(
              new Ready(
                  VerifiedEnvelope.verifiedBefore(envelope, card),
                  Content.of(canonical),
                  submission.received()));
      case Parsed.Malformed(JsonFault fault, _, String detail) ->
          Decoded.refused(
              (fault == JsonFault.TOO_LARGE ? ErrorCode.TOO_LARGE : ErrorCode.MALFORMED)
                  .because("the completed message: " + detail));
    };
  }

  /// What the client decides; it may not decide what the node assigns.
  private Decoded<JsonObject> fields() {
    JsonObject json = submission.envelope();
    Members in = Members.of(json, "");
    for (String assigned : new String[] {"messageId", "sequenceNumber", "timestamp"}) {
      if (json.has(assigned)) {
        in.wrong(assigned, "is assigned by the node, which holds this agent's keys");
      }
    }
    in.text("performative");
    Members sender = in.inside("sender");
    AgentUri stated = sender.agent("agentId", agent);
    if (sender.has("dpopProof")) {
      sender.wrong("dpopProof", "is made by the node, which holds this agent's keys");
    }
    in.optionalInside("integrity").ifPresent(i -> integrity(i));
    String organisation = sender.optionalText("orgId").orElse(card.orgId());
    String place = in.optionalText("sessionId").orElse(session.toString());
    return in.result(() -> json).then(whole -> own(whole, stated, organisation, place));
  }

  private Decoded<JsonObject> own(
      JsonObject whole, AgentUri stated, String organisation, String place) {
    if (!stated.equals(agent) || !organisation.equals(card.orgId())) {
      return Decoded.refused(
          ErrorCode.UNAUTHORIZED.because("sender.agentId and sender.orgId are not the caller's"));
    }
    return place.equals(session.toString())
        ? Decoded.valid(whole)
        : Decoded.refused(
            ErrorCode.SESSION_NOT_FOUND.because("the message belongs to another session"));
  }

  private static void integrity(Members integrity) {
    integrity.optionalHash("previousHash");
    for (String assigned : new String[] {"hash", "signature"}) {
      if (integrity.has(assigned)) {
        integrity.wrong(assigned, "is made by the node, which holds this agent's keys");
      }
    }
  }

  private JsonObject signed(JsonObject fields, SessionState state, Instant at) {
    Optional<Talk> talk = state.said();
    Optional<Participant> seat = talk.flatMap(t -> t.participant(agent));
    Hash head = talk.map(t -> t.head().hash()).orElse(Hash.ZERO);
    String previous =
        fields.object("integrity").flatMap(i -> i.string("previousHash")).orElse(head.text());
    double recorded =
        seat.filter(p -> p.card().isPresent()).map(Participant::trustScore).orElse(score);
    JsonObject sender = fields.object("sender").orElse(JsonObject.EMPTY);
    JsonObject named =
        sender
            .with("agentId", agent.text())
            .with("orgId", card.orgId())
            .with("dpopProof", proof(fields, previous, at));
    JsonObject unsigned =
        fields
            .with(
                "version",
                fields
                    .string("version")
                    .or(() -> talk.map(t -> t.opening().version()))
                    .orElse(Envelope.VERSION))
            .with("messageId", messageId)
            .with("sessionId", session.toString())
            .with("sequenceNumber", seat.map(Participant::nextSequence).orElse(0L))
            .with("timestamp", Timestamp.format(at))
            .with(
                "sender",
                sender.has("trustScore")
                    ? named
                    : named.with("trustScore", new JsonNumber(recorded)))
            .with("integrity", JsonObject.EMPTY.with("previousHash", previous));
    Hash hash = CanonicalEnvelope.of(unsigned).hash();
    byte[] signature = keys.signer().sign(SigningPurpose.MESSAGE.input(hash));
    return unsigned.with(
        "integrity",
        JsonObject.EMPTY
            .with("hash", hash.text())
            .with("previousHash", previous)
            .with("signature", SignatureText.ofRaw(signature).text()));
  }

  private String proof(JsonObject fields, String previous, Instant at) {
    return DpopProof.sign(
        keys.proofSigner(),
        new DpopClaims(
            messageId,
            fields.string("performative").orElse(""),
            EnvelopeVerifier.target(session),
            Instant.ofEpochSecond(at.getEpochSecond()),
            Optional.of(previous),
            Optional.empty()));
  }
}
