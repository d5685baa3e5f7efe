package dev.parley.core.transcript;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.dispute.Dispute;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.RunningHash;
import dev.parley.core.identity.Verifier;
import dev.parley.core.ledger.LedgerFault;
import dev.parley.core.ledger.Order;
import dev.parley.core.ledger.Posting;
import dev.parley.core.ledger.SessionMoney;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.MessageId;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.Docket;
import dev.parley.core.session.Effect;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Step;
import dev.parley.core.session.Talk;
import dev.parley.core.session.VerdictEvidence;
import dev.parley.core.trust.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Replays a transcript line by line and stops at the first thing that does not hold (protocol
/// section 3, verifying). Lines are given in order, on one thread; [#check] alone is pure and may
/// run beside it on as many threads as there are, since signatures are what costs.
public final class TranscriptReplay {
  private final Verifier verifier;
  private final EnvelopeVerifier envelopes;
  private final KnownCards cards;
  private final RunningHash read = new RunningHash();
  private final MerkleFrontier tree = new MerkleFrontier();
  private final SessionMoney money = new SessionMoney();
  private final List<Evidence> evidence = new ArrayList<>();
  private final RecordCards recordCards;
  private final RecordedDisputes disputes;
  private final RecordedRatings ratings;
  private final Set<MessageId> messageIds = new HashSet<>();
  private SessionMachine machine = new SessionMachine(ClockKind.REAL);
  private SessionState state = SessionState.start();
  private TranscriptLine.@Nullable Header header;
  private @Nullable EndLine end;
  private Instant lastRecordAt = Instant.MIN;
  private long lines;
  private long messages;

  /// Starts a replay.
  ///
  /// @param verifier checks signatures
  public TranscriptReplay(Verifier verifier) {
    this.verifier = verifier;
    this.envelopes = new EnvelopeVerifier(verifier);
    this.cards = new KnownCards(verifier);
    this.recordCards = new RecordCards(cards);
    this.disputes = new RecordedDisputes(verifier, recordCards);
    this.ratings = new RecordedRatings(verifier, recordCards);
  }

  /// A line whose expensive checks are done. Immutable.
  public static final class Checked {
    private final byte[] bytes;
    private final Decoded<TranscriptLine> line;
    private final Optional<Decoded<VerifiedEnvelope>> verified;

    private Checked(
        byte[] bytes, Decoded<TranscriptLine> line, Optional<Decoded<VerifiedEnvelope>> verified) {
      this.bytes = bytes;
      this.line = line;
      this.verified = verified;
    }

    /// The line, if it is a message; before the first of them all lines have to be taken in turn.
    ///
    /// @return nothing for every other line, also for one that cannot be read
    public Optional<TranscriptLine.Message> message() {
      return line instanceof Decoded.Valid<TranscriptLine>(TranscriptLine.Message message)
          ? Optional.of(message)
          : Optional.empty();
    }
  }

  /// Does the expensive part of one line. Pure; all card lines have to be taken before the first
  /// message is checked.
  ///
  /// @param bytes the line without its line feed
  /// @return what came of it
  public Checked check(byte[] bytes) {
    Decoded<TranscriptLine> line = TranscriptLine.read(bytes);
    return line instanceof Decoded.Valid<TranscriptLine>(TranscriptLine.Message message)
        ? new Checked(bytes, line, Optional.of(verify(message)))
        : new Checked(bytes, line, Optional.empty());
  }

  /// Verifies with the first of the sender's cards that fits. Which one is in use is only known in
  /// turn; when it has the same keys, the message is taken under that one.
  private Decoded<VerifiedEnvelope> verify(TranscriptLine.Message message) {
    AgentUri sender = message.envelope().sender().agentId();
    Decoded<VerifiedEnvelope> last =
        Decoded.refused(
            ErrorCode.INVALID_REFERENCE.because("no card of " + sender + " is in the file"));
    for (AgentCard card : cards.of(sender)) {
      last = envelopes.verify(message.envelope(), message.canonical(), card);
      if (last instanceof Decoded.Valid<VerifiedEnvelope>) {
        return last;
      }
    }
    return last;
  }

  /// Takes the next line.
  ///
  /// @param checked the line
  /// @return nothing if all is well; after a finding nothing more may be taken
  public Optional<Finding> take(Checked checked) {
    lines++;
    if (end != null) {
      return found(ErrorCode.MALFORMED.because("nothing may stand after the end line"));
    }
    Optional<Finding> finding =
        switch (checked.line) {
          case Decoded.Refused<TranscriptLine>(Refusal refusal) ->
              messages > 0 && end == null ? foundHere(refusal) : found(refusal);
          case Decoded.Valid<TranscriptLine>(TranscriptLine line) -> take(line, checked);
        };
    read.add(checked.bytes);
    read.add((byte) '\n');
    return finding;
  }

  private Optional<Finding> take(TranscriptLine line, Checked checked) {
    boolean first = header == null;
    return switch (line) {
      case TranscriptLine.Header h when first -> {
        header = h;
        machine = new SessionMachine(h.clock());
        yield Optional.empty();
      }
      case TranscriptLine.Header _ -> found(ErrorCode.MALFORMED.because("a second header"));
      case TranscriptLine other when first ->
          found(ErrorCode.MALFORMED.because("the first line has to be the header"));
      case TranscriptLine.Card _ when messages > 0 ->
          found(ErrorCode.MALFORMED.because("cards stand before the messages"));
      case TranscriptLine.Card(AgentCard card) -> cards.add(card).flatMap(this::found);
      case TranscriptLine.Message message ->
          checked.verified.map(v -> message(message, v)).orElseThrow();
      case TranscriptLine.Dispute dispute -> later(dispute.acceptedAt()).or(() -> dispute(dispute));
      case TranscriptLine.Rated rated -> later(rated.acceptedAt()).or(() -> rated(rated));
      case TranscriptLine.End(EndLine last) -> end(last);
    };
  }

  private Optional<Finding> message(
      TranscriptLine.Message message, Decoded<VerifiedEnvelope> verified) {
    if (message.position() != messages) {
      return foundHere(
          ErrorCode.SEQUENCE_GAP
              .because("positions have no gaps")
              .with("expected", messages)
              .with("found", message.position()));
    }
    Envelope envelope = message.envelope();
    Hash head = state.said().map(t -> t.head().hash()).orElse(Hash.ZERO);
    if (!envelope.integrity().previousHash().equals(head)) {
      return foundHere(
          ErrorCode.CHAIN_CONFLICT
              .because("previousHash is not the hash of the message before it")
              .with("expected", head.text())
              .with("found", envelope.integrity().previousHash().text()));
    }
    if (!envelope.sessionId().equals(here().sessionId())) {
      return foundHere(
          ErrorCode.SESSION_NOT_FOUND
              .because("the message belongs to another session")
              .with("expected", here().sessionId().toString())
              .with("found", envelope.sessionId().toString()));
    }
    if (!messageIds.add(envelope.messageId())) {
      return foundHere(ErrorCode.DUPLICATE.because("the messageId stands in the file before"));
    }
    Optional<Refusal> unsaid = disputes.misses(envelope);
    if (unsaid.isPresent()) {
      return foundHere(unsaid.get());
    }
    return switch (verified) {
      case Decoded.Refused<VerifiedEnvelope>(Refusal refusal) -> foundHere(refusal);
      case Decoded.Valid<VerifiedEnvelope>(VerifiedEnvelope valid) -> apply(message, valid);
    };
  }

  private Optional<Finding> apply(TranscriptLine.Message message, VerifiedEnvelope valid) {
    AgentUri sender = valid.envelope().sender().agentId();
    Optional<AgentCard> inUse = cardOf(sender);
    if (inUse.isEmpty() && !cards.of(sender).getFirst().equals(valid.card())) {
      return foundHere(
          ErrorCode.INVALID_REFERENCE.because("a sender begins with the first of its cards"));
    }
    VerifiedEnvelope own = inUse.flatMap(valid::under).orElse(valid);
    return switch (machine.apply(state, own, message.acceptedAt(), cards)) {
      case Step.Refused(Refusal refusal) -> foundHere(refusal);
      case Step.Moved(SessionState next, List<Effect> effects) -> {
        AgentUri steward = next.said().map(Talk::steward).orElseThrow();
        if (!steward.equals(here().node())) {
          yield foundHere(
              disagreement("the header names another node", steward.text(), here().node().text()));
        }
        state = next;
        Hash hash = valid.envelope().integrity().hash();
        Optional<Refusal> unpayable = moveMoney(hash, ordered(effects));
        if (unpayable.isPresent()) {
          yield foundHere(unpayable.get());
        }
        arisen(effects);
        tree.add(here().sessionId(), message.position(), hash, message.acceptedAt());
        messages++;
        yield Optional.empty();
      }
    };
  }

  /// Records stand in the order in which they were accepted.
  private Optional<Finding> later(Instant acceptedAt) {
    if (acceptedAt.isBefore(lastRecordAt)) {
      return found(ErrorCode.STALE.because("acceptedAt goes back"));
    }
    lastRecordAt = acceptedAt;
    return Optional.empty();
  }

  private Optional<Finding> dispute(TranscriptLine.Dispute line) {
    Optional<Dispute> before = disputes.docket().byId(line.record().disputeId());
    return switch (disputes.take(line, state)) {
      case Decoded.Refused<RecordedDisputes.Taken>(Refusal refusal) -> found(refusal);
      case Decoded.Valid<RecordedDisputes.Taken>(var taken) -> {
        state = taken.state();
        Docket.Outcome.Taken outcome = taken.outcome();
        evidence.addAll(VerdictEvidence.of(state, before, outcome.dispute(), outcome.effects()));
        yield moveMoney(line.record().hash(), taken.outcome().orders()).flatMap(this::found);
      }
    };
  }

  private Optional<Finding> rated(TranscriptLine.Rated line) {
    return switch (ratings.take(line, state)) {
      case Decoded.Refused<List<Evidence>>(Refusal refusal) -> found(refusal);
      case Decoded.Valid<List<Evidence>>(List<Evidence> pieces) -> {
        evidence.addAll(pieces);
        yield Optional.empty();
      }
    };
  }

  private void arisen(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.EvidenceArose(List<Evidence> pieces)) {
        evidence.addAll(pieces);
      }
    }
  }

  private static List<Order> ordered(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.MoneyOrdered(List<Order> orders)) {
        return orders;
      }
    }
    return List.of();
  }

  /// No node can have accepted a record whose orders break the rules of the ledger.
  private Optional<Refusal> moveMoney(Hash cause, List<Order> orders) {
    return !orders.isEmpty()
            && money.post(cause, orders)
                instanceof Posting.Outcome.Refused(LedgerFault fault, String detail)
        ? Optional.of(ErrorCode.ESCROW_UNAVAILABLE.because(detail).with("fault", fault.wire()))
        : Optional.empty();
  }

  private Optional<Finding> end(EndLine last) {
    end = last;
    List<AgentCard> stewards = cards.of(here().node());
    if (stewards.isEmpty()) {
      return found(ErrorCode.INVALID_REFERENCE.because("no card of the node is in the file"));
    }
    AgentCard card = cardOf(here().node()).orElse(stewards.getFirst());
    if (last.signedBy(card.signingKey(), verifier) instanceof Decoded.Refused<EndLine>(Refusal r)) {
      return found(r);
    }
    return disputes
        .atEnd()
        .or(() -> ratings.atEnd(state))
        .or(() -> EndCheck.disagreement(last, here(), state, messages, tree.root(), read.now()))
        .or(() -> recordCards.unused(this::cardOf, here().node()))
        .flatMap(this::found);
  }

  private Optional<AgentCard> cardOf(AgentUri agent) {
    return state.said().flatMap(t -> t.participant(agent)).flatMap(Participant::card);
  }

  static Refusal disagreement(String what, String expected, String found) {
    return ErrorCode.MALFORMED.because(what).with("expected", expected).with("found", found);
  }

  private TranscriptLine.Header here() {
    if (header == null) {
      throw new IllegalStateException("no header was taken");
    }
    return header;
  }

  /// Something wrong with a line that is no message, or cannot be told to be one.
  private Optional<Finding> found(Refusal refusal) {
    return Optional.of(new Finding(lines, OptionalLong.empty(), refusal));
  }

  /// Something wrong with the message that comes next.
  private Optional<Finding> foundHere(Refusal refusal) {
    return Optional.of(new Finding(lines, OptionalLong.of(messages), refusal));
  }

  /// Whether the end line was read, and held.
  ///
  /// @return the end line
  public Optional<EndLine> ended() {
    return Optional.ofNullable(end);
  }

  /// The first line.
  ///
  /// @return nothing before it was read
  public Optional<TranscriptLine.Header> opening() {
    return Optional.ofNullable(header);
  }

  /// The state after the messages so far.
  ///
  /// @return never null
  public SessionState state() {
    return state;
  }

  /// The money that moved by the messages so far.
  ///
  /// @return the same object each time; read it once all lines are taken
  public SessionMoney money() {
    return money;
  }

  /// What trust learns by the lines so far.
  ///
  /// @return the pieces, in order; a breach that was forgiven later comes again
  public List<Evidence> evidence() {
    return List.copyOf(evidence);
  }

  /// The disputes about the session.
  ///
  /// @return as they stand after the lines so far
  public Docket disputes() {
    return disputes.docket();
  }

  /// The ratings that were revealed.
  ///
  /// @return those of the lines so far, in their order
  public List<TranscriptLine.Rated> ratings() {
    return ratings.all();
  }

  /// The cards of the file.
  ///
  /// @return filled once the first message was taken
  public KnownCards cards() {
    return cards;
  }

  /// How many messages were taken.
  ///
  /// @return 0 or more
  public long messages() {
    return messages;
  }
}
