package dev.parley.console.sessions;

import dev.parley.console.words.Plain;
import dev.parley.console.words.Saying;
import dev.parley.console.words.TermRows;
import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Message;
import dev.parley.core.message.Observe;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reject;
import dev.parley.core.message.Withdraw;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Participant;
import dev.parley.core.session.Talk;
import dev.parley.server.sessions.Delivered;
import dev.parley.server.sessions.SessionReader;
import dev.parley.server.store.StoredJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes of a session's messages what people see. Every signature and every link of the chain is
/// checked again where it is shown.
final class Entries {
  private final SessionReader reader;
  private final EnvelopeVerifier verifier;

  Entries(SessionReader reader, Verifier verifier) {
    this.reader = reader;
    this.verifier = new EnvelopeVerifier(verifier);
  }

  /// Messages in order.
  ///
  /// @param from the first position
  /// @param limit how many at most
  List<Entry> from(long from, int limit) {
    return of(reader.messages(from, limit));
  }

  /// What was delivered.
  List<Entry> of(List<Delivered> messages) {
    Talk talk = reader.view().state().said().orElseThrow();
    Optional<Hash> before =
        messages.isEmpty() || messages.getFirst().position() == 0
            ? Optional.empty()
            : reader.messages(messages.getFirst().position() - 1, 1).stream()
                .map(Entries::envelope)
                .map(envelope -> envelope.integrity().hash())
                .findFirst();
    List<Entry> out = new ArrayList<>();
    for (Delivered message : messages) {
      Envelope envelope = envelope(message);
      out.add(entry(message, envelope, before, talk));
      before = Optional.of(envelope.integrity().hash());
    }
    return out;
  }

  /// The envelope of an accepted message.
  static Envelope envelope(Delivered message) {
    return Envelope.decode(StoredJson.of(message.envelope())).orThrow();
  }

  private Entry entry(Delivered message, Envelope envelope, Optional<Hash> before, Talk talk) {
    AgentUri sender = envelope.sender().agentId();
    Hash previous = envelope.integrity().previousHash();
    Optional<AgentCard> card = talk.participant(sender).flatMap(Participant::card);
    Entry.Marks marks =
        new Entry.Marks(
            Plain.hash(envelope.integrity().hash()),
            Plain.hash(previous),
            before.map(previous::equals).orElse(message.position() == 0),
            signature(envelope, card),
            card.map(AgentCard::version).orElse(0L));
    return new Entry(
        envelope.sessionId().toString(),
        message.position(),
        message.acceptedAt(),
        sender,
        side(sender, talk),
        envelope.performative(),
        new Saying(id -> called(talk, id)).of(envelope.message()),
        terms(envelope.message(), envelope.body(), talk),
        marks);
  }

  /// Whoever reads along knows a message by its number, not by the id that its sender gave it.
  private static String called(Talk talk, String id) {
    Matter matter = talk.matters().get(id);
    return matter == null ? "“" + Plain.text(id) + "”" : "#" + matter.origin().position();
  }

  private Entry.Signature signature(Envelope envelope, Optional<AgentCard> card) {
    if (card.isEmpty()) {
      return Entry.Signature.UNCHECKED;
    }
    return switch (verifier.verify(envelope, card.get())) {
      case Decoded.Valid<?> _ -> Entry.Signature.HOLDS;
      case Decoded.Refused<?> _ -> Entry.Signature.BROKEN;
    };
  }

  /// The node is on nobody's side.
  private static int side(AgentUri agent, Talk talk) {
    if (agent.equals(talk.steward())) {
      return -1;
    }
    if (agent.equals(talk.opening().initiator())) {
      return 0;
    }
    List<AgentUri> others =
        talk.participants().keySet().stream()
            .filter(a -> !a.equals(talk.opening().initiator()) && !a.equals(talk.steward()))
            .toList();
    return 1 + Math.max(0, others.indexOf(agent));
  }

  private static List<TermRows.Row> terms(Message message, JsonObject body, Talk talk) {
    return switch (message) {
      case Propose propose ->
          TermRows.of(propose.terms(), propose.inReplyTo().flatMap(id -> terms(talk, id)));
      case Counter counter -> TermRows.of(counter.terms(), terms(talk, counter.inReplyTo()));
      case Commit _ -> TermRows.of(body.without("commitmentId", "proposalId"), Optional.empty());
      case Inform _ ->
          body.object("data").or(() -> body.object("evidence")).stream()
              .flatMap(data -> TermRows.of(data, Optional.empty()).stream())
              .toList();
      case Query query ->
          query.parameters().stream()
              .flatMap(data -> TermRows.of(data, Optional.empty()).stream())
              .toList();
      case Accept _, Reject _, Clarify _, Delegate _, Escalate _, Withdraw _, Observe _, Close _ ->
          List.of();
    };
  }

  private static Optional<JsonObject> terms(Talk talk, String proposal) {
    return talk.matter(proposal, Matter.Proposal.class).map(Matter.Proposal::terms);
  }
}
