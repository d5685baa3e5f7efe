package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.wire.Members;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// ESCALATE: suspends the talk until an authority has decided (protocol sections 5 and 8).
///
/// @param escalationId unique in the session
/// @param reason why, for people
/// @param to the authority asked; absent: the invitation's, else the node's operators
/// @param options what there is to choose from, for people
/// @param deadline when the safe answer, a refusal, takes effect
/// @param question what is asked
public record Escalate(
    String escalationId,
    String reason,
    Optional<AgentUri> to,
    List<String> options,
    Optional<Instant> deadline,
    Question question)
    implements Message {

  /// The most options that one escalation may offer.
  public static final int MAX_OPTIONS = 32;

  /// What an escalation asks.
  public sealed interface Question {
    /// How to answer something that is the sender's to answer; a refusal counts as its REJECT.
    ///
    /// @param referenceId what it is
    record AboutReference(String referenceId) implements Question {}

    /// Whether the sender may send the message with this body; a refusal forbids exactly that body.
    ///
    /// @param bodyHash SHA-256 of the planned body's canonical form
    record AboutOwnMessage(Hash bodyHash) implements Question {}

    /// Nothing in particular; a refusal has no effect.
    record Open() implements Question {}
  }

  @Override
  public Performative performative() {
    return Performative.ESCALATE;
  }

  static Decoded<Message> read(Members in) {
    String id = in.id("escalationId");
    String reason = in.text("reason");
    Optional<AgentUri> to = in.optionalAgent("to");
    List<String> options = in.texts("options", MAX_OPTIONS);
    Optional<Instant> deadline = in.optionalTime("deadline");
    Question question = in.take(question(in), new Question.Open());
    return in.result(() -> new Escalate(id, reason, to, options, deadline, question));
  }

  private static Decoded<Question> question(Members in) {
    Optional<String> reference = in.optionalId("referenceId");
    Optional<Hash> body = in.optionalHash("bodyHash");
    if (reference.isPresent() && body.isPresent()) {
      return Decoded.refused(
          ErrorCode.MALFORMED.because("an escalation names referenceId or bodyHash, not both"));
    }
    return Decoded.valid(
        reference
            .<Question>map(Question.AboutReference::new)
            .or(() -> body.map(Question.AboutOwnMessage::new))
            .orElseGet(Question.Open::new));
  }
}
