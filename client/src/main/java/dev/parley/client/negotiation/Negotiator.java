package dev.parley.client.negotiation;

import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.SendResult;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Message;
import dev.parley.core.message.Observe;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reject;
import dev.parley.core.message.Withdraw;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Plays one side of a bargain over a session of two, by alternating offers (protocol section 5):
/// the first offer is a PROPOSE, each answer a COUNTER of the offer before. An acceptance is an
/// ACCEPT of the offer; its maker then binds both with a COMMIT to exactly these terms, which the
/// other side compares and ACCEPTs. Who gives up says CLOSE. Deadlines are counted in rounds by the
/// players. For one thread and one negotiation.
public final class Negotiator {
  private static final int MANY = 16;

  private final Session session;
  private final Player player;
  private final Domain domain;
  private final Binding binding;
  private final AgentUri partner;
  private final Duration patience;
  private @Nullable Received ours;
  private @Nullable Received theirs;

  /// A negotiator for a session in which both have shown their cards.
  ///
  /// @param session the session; nobody has proposed anything yet
  /// @param self this side's agent
  /// @param partner the other side's agent
  /// @param player how this side bargains
  /// @param patience how long to wait for an answer
  /// @param settlement how long both have to do what they agree on; a COMMIT that leaves less than
  ///   half of it is declined
  public Negotiator(
      Session session,
      AgentUri self,
      AgentUri partner,
      Player player,
      Duration patience,
      Duration settlement) {
    this.session = session;
    this.player = player;
    this.domain = player.preferences().domain();
    this.binding = new Binding(domain, self, partner, settlement);
    this.partner = partner;
    this.patience = patience;
  }

  /// Bargains to the end.
  ///
  /// @return how it ended
  /// @throws dev.parley.client.ParleyException if the session can no longer be followed
  /// @throws java.util.NoSuchElementException if the player accepts where nothing was offered
  public Ending negotiate() {
    Optional<Ending> ending =
        player.side() == Side.FIRST ? move(OptionalInt.empty()) : Optional.empty();
    while (ending.isEmpty()) {
      ending = hear();
    }
    return ending.get();
  }

  private Optional<Ending> hear() {
    Optional<Received> next = session.next(patience);
    if (next.isEmpty()) {
      return ended("says nothing for " + patience);
    }
    Received message = next.get();
    if (!message.sender().equals(partner)) {
      return session.ended() ? Optional.of(new Ending.NoAgreement()) : Optional.empty();
    }
    Message said = message.message();
    return switch (said) {
      case Propose propose when ours == null && theirs == null -> offered(message, propose.terms());
      case Counter counter when isOurs(counter.inReplyTo()) -> offered(message, counter.terms());
      case Accept accept when isOurs(accept.reference().id()) -> commit();
      case Reject _ -> close();
      case Close _ -> Optional.of(new Ending.NoAgreement());
      case Inform _, Query _, Clarify _ -> Optional.empty();
      case Propose _,
          Counter _,
          Accept _,
          Commit _,
          Delegate _,
          Escalate _,
          Withdraw _,
          Observe _ ->
          ended("says " + message.performative() + " out of turn");
    };
  }

  private boolean isOurs(String proposalId) {
    return ours != null && ours.body().string("proposalId").filter(proposalId::equals).isPresent();
  }

  private Optional<Ending> offered(Received message, JsonObject terms) {
    OptionalInt outcome = domain.outcome(terms);
    if (outcome.isEmpty()) {
      send(Say.reject(message, ErrorCode.MALFORMED, "no outcome of " + domain.name()));
      return ended("offers what is no outcome");
    }
    theirs = message;
    return move(outcome);
  }

  private Optional<Ending> move(OptionalInt standing) {
    return switch (player.move(standing)) {
      case Move.Offer(int outcome) -> {
        Optional<Received> sent = send(offer(domain.terms(outcome)));
        sent.ifPresent(message -> ours = message);
        yield sent.isPresent() ? Optional.empty() : ended("came in between");
      }
      case Move.Accept() -> accept(standing.orElseThrow());
      case Move.End() -> close();
    };
  }

  private Utterance offer(JsonObject terms) {
    Received before = theirs;
    return before == null
        ? Say.propose(ProposalType.RESOURCE_ALLOCATION, domain.name(), terms).to(partner)
        : Say.counter(before, terms).to(partner);
  }

  private Optional<Ending> close() {
    send(Say.close("no-agreement"));
    return session.ended() ? Optional.of(new Ending.NoAgreement()) : ended("cannot be left");
  }

  /// The other side has accepted this side's offer.
  private Optional<Ending> commit() {
    Received offer = ours;
    if (offer == null) {
      return ended("accepts what was not offered");
    }
    int outcome = domain.outcome(terms(offer)).orElseThrow();
    String proposalId = offer.body().string("proposalId").orElseThrow();
    Optional<Received> sent = send(Say.commit(binding.pledge(outcome, proposalId, last())));
    if (sent.isEmpty()) {
      return ended("came in between");
    }
    String commitmentId = sent.get().body().string("commitmentId").orElseThrow();
    Optional<Received> answer = answer();
    return answer.isPresent()
            && answer.get().message() instanceof Accept accept
            && accept.reference().id().equals(commitmentId)
        ? Optional.of(new Ending.Agreed(outcome, commitmentId))
        : ended("does not stand by its acceptance");
  }

  private Optional<Ending> accept(int outcome) {
    Received offer = theirs;
    if (offer == null || send(Say.accept(offer)).isEmpty()) {
      return ended("came in between");
    }
    Optional<Received> answer = answer();
    if (answer.isEmpty() || !(answer.get().message() instanceof Commit)) {
      return ended("does not stand by its offer");
    }
    String proposalId = offer.body().string("proposalId").orElseThrow();
    Optional<String> objection = binding.objection(outcome, proposalId, answer.get());
    if (objection.isPresent()) {
      send(Say.reject(answer.get(), ErrorCode.POLICY_VIOLATION, objection.get()));
      return ended("commits to something else: " + objection.get());
    }
    return send(Say.accept(answer.get())).isPresent()
        ? Optional.of(
            new Ending.Agreed(outcome, answer.get().body().string("commitmentId").orElseThrow()))
        : ended("came in between");
  }

  /// What the other side says next that is more than talk.
  private Optional<Received> answer() {
    while (true) {
      Optional<Received> next = session.next(patience);
      if (next.isEmpty() || !(isTalk(next.get()) || !next.get().sender().equals(partner))) {
        return next;
      }
    }
  }

  private static boolean isTalk(Received message) {
    return switch (message.performative()) {
      case INFORM, QUERY, CLARIFY -> true;
      case PROPOSE, ACCEPT, REJECT, COUNTER, COMMIT, DELEGATE, ESCALATE, WITHDRAW, OBSERVE, CLOSE ->
          false;
    };
  }

  private Optional<Received> send(Utterance utterance) {
    return session.send(utterance, WhenOvertaken.repeatUnless(MANY, message -> !isTalk(message)))
            instanceof SendResult.Sent(Received sent)
        ? Optional.of(sent)
        : Optional.empty();
  }

  /// Ends a negotiation that cannot go on, if the session has not ended by itself.
  private Optional<Ending> ended(String why) {
    if (session.ended()) {
      return Optional.of(new Ending.NoAgreement());
    }
    session.send(Say.close("cancelled"), WhenOvertaken.repeat(MANY));
    return Optional.of(new Ending.Broken(partner + " " + why));
  }

  private Received last() {
    return session.history().getLast();
  }

  private static JsonObject terms(Received offer) {
    return offer.body().object("terms").orElse(JsonObject.EMPTY);
  }
}
