package dev.parley.core.learning;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonPointer;
import dev.parley.core.learning.Activity.Side;
import dev.parley.core.message.Envelope;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Matter.Proposal;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a [Case] from the records of one session: hears its messages in order and takes the state
/// that they fold to. What it keeps does not grow with the session. For one session, on one thread.
/// Protocol section 6, LEARN.
public final class CaseFold {
  private static final int LONGEST_WORD = 128;

  private final Optional<JsonPointer> path;
  private final List<Spoken> spoken = new ArrayList<>();
  private long length;
  private boolean talked;
  private Instant last = Instant.EPOCH;

  /// What is kept of a message.
  private record Spoken(AgentUri sender, Instant at, Topic topic) {}

  /// Starts with nothing heard.
  ///
  /// @param path where the price stands in the terms of proposals; empty: found by the session's
  ///   `progressPaths`, else by a telling name
  public CaseFold(Optional<JsonPointer> path) {
    this.path = path;
  }

  /// Hears the next message.
  ///
  /// @param acceptedAt when it was accepted
  /// @param envelope the message, part of the session
  public void hear(Instant acceptedAt, Envelope envelope) {
    Topic topic = Topic.of(envelope.message());
    length++;
    last = acceptedAt;
    talked |= topic.opensTheTalk();
    if (spoken.size() < Case.MOST_MOMENTS) {
      spoken.add(new Spoken(envelope.sender().agentId(), acceptedAt, topic));
    }
  }

  /// The case, from one side.
  ///
  /// @param agent who learns: a principal of the session, or one of its delegates
  /// @param state what the messages, and the records of disputes, fold to
  /// @return nothing if the session goes on, or if the agent was no party of it
  public Optional<Case> seenBy(AgentUri agent, SessionState state) {
    if (!(state instanceof SessionState.Ended ended)) {
      return Optional.empty();
    }
    Talk talk = ended.talk();
    Optional<AgentUri> self =
        talk.participant(agent)
            .map(Participant::principal)
            .flatMap(talk::participant)
            .filter(p -> p.seat().principal())
            .map(Participant::agent);
    List<AgentUri> others =
        talk.participants().values().stream()
            .filter(p -> p.seat().principal())
            .map(Participant::agent)
            .filter(p -> !self.equals(Optional.of(p)))
            .toList();
    return self.isEmpty() || others.isEmpty()
        ? Optional.empty()
        : Optional.of(of(ended, self.get(), others));
  }

  private Case of(SessionState.Ended ended, AgentUri self, List<AgentUri> others) {
    Talk talk = ended.talk();
    Map<AgentUri, AgentUri> principals = new HashMap<>();
    talk.participants().values().forEach(p -> principals.put(p.agent(), p.principal()));
    Map<AgentUri, List<Duration>> responses = responses(talk, principals);
    List<Proposal> proposals =
        talk.matters().values().stream()
            .filter(Proposal.class::isInstance)
            .map(Proposal.class::cast)
            .filter(p -> p.kind() == Proposal.Kind.TALK)
            .sorted(Comparator.comparingLong(p -> p.origin().position()))
            .toList();
    String capability = capability(talk);
    return new Case(
        talk.opening().session(),
        talk.opening().openedAt(),
        last,
        ended.name(),
        ended.reason(),
        capability,
        course(talk, proposals),
        part(self, talk, proposals, responses),
        others.stream().map(other -> part(other, talk, proposals, responses)).toList(),
        moments(talk, principals, self),
        length,
        others.size() == 1
            ? bargain(talk, proposals, self, capability).filter(b -> !b.offers().isEmpty())
            : Optional.empty());
  }

  private static String capability(Talk talk) {
    return talk.opening()
        .json()
        .string("capability")
        .filter(name -> name.length() <= LONGEST_WORD)
        .orElse("");
  }

  private Case.Course course(Talk talk, List<Proposal> proposals) {
    boolean agreed =
        talk.promises().everBound()
            || proposals.stream().anyMatch(p -> p.status() == Proposal.Status.ACCEPTED);
    return agreed
        ? Case.Course.AGREED
        : talked || !proposals.isEmpty() ? Case.Course.PARTED : Case.Course.UNTALKED;
  }

  private List<Case.Moment> moments(Talk talk, Map<AgentUri, AgentUri> principals, AgentUri self) {
    return spoken.stream().map(s -> moment(s, talk, principals, self)).toList();
  }

  private static Case.Moment moment(
      Spoken spoken, Talk talk, Map<AgentUri, AgentUri> principals, AgentUri self) {
    Topic topic = spoken.topic();
    Optional<Matter> matter = Optional.ofNullable(talk.matters().get(topic.reference()));
    return new Case.Moment(
        topic.activity(side(spoken, talk, principals, self), matter), spoken.at());
  }

  private static Side side(
      Spoken spoken, Talk talk, Map<AgentUri, AgentUri> principals, AgentUri self) {
    if (spoken.sender().equals(talk.steward())) {
      return Side.NODE;
    }
    AgentUri principal = principals.getOrDefault(spoken.sender(), spoken.sender());
    if (principal.equals(self)) {
      return Side.US;
    }
    return talk.participant(principal).filter(p -> p.seat().principal()).isPresent()
        ? Side.THEM
        : Side.OTHER;
  }

  /// The time from each message to the next one of another side; the steward answers nobody.
  private Map<AgentUri, List<Duration>> responses(Talk talk, Map<AgentUri, AgentUri> principals) {
    Map<AgentUri, List<Duration>> out = new HashMap<>();
    Optional<Spoken> before = Optional.empty();
    for (Spoken now : spoken) {
      if (now.sender().equals(talk.steward())) {
        continue;
      }
      AgentUri by = principals.getOrDefault(now.sender(), now.sender());
      before
          .filter(b -> !principals.getOrDefault(b.sender(), b.sender()).equals(by))
          .ifPresent(
              b ->
                  out.computeIfAbsent(by, _ -> new ArrayList<>())
                      .add(Duration.between(b.at(), now.at())));
      before = Optional.of(now);
    }
    return out;
  }

  private static Case.Part part(
      AgentUri agent,
      Talk talk,
      List<Proposal> proposals,
      Map<AgentUri, List<Duration>> responses) {
    List<Proposal> own =
        proposals.stream().filter(p -> p.origin().principal().equals(agent)).toList();
    int accepted = (int) own.stream().filter(p -> p.status() == Proposal.Status.ACCEPTED).count();
    Case.Kept free = Case.Kept.NONE;
    Case.Kept escrowed = Case.Kept.NONE;
    for (Commitment commitment : talk.promises().all()) {
      if (commitment.bound()) {
        Case.Kept kept = kept(commitment, agent);
        free = commitment.escrow().isEmpty() ? free.plus(kept) : free;
        escrowed = commitment.escrow().isPresent() ? escrowed.plus(kept) : escrowed;
      }
    }
    return new Case.Part(
        agent,
        new Case.Proposals(own.size(), accepted),
        responses.getOrDefault(agent, List.of()).stream().sorted().toList(),
        free,
        escrowed);
  }

  private static Case.Kept kept(Commitment commitment, AgentUri debtor) {
    Case.Kept out = Case.Kept.NONE;
    for (Obligation obligation : commitment.obligations()) {
      if (obligation.debtor().equals(debtor)) {
        out =
            out.plus(
                switch (obligation.status()) {
                  case FULFILLED -> new Case.Kept(1, 0, 0);
                  case BREACHED -> new Case.Kept(0, 1, 0);
                  case OPEN, CLAIMED, REJECTED, LATE, DISPUTED, RELEASED -> new Case.Kept(0, 0, 1);
                });
      }
    }
    return out;
  }

  private Optional<Bargain> bargain(
      Talk talk, List<Proposal> proposals, AgentUri self, String capability) {
    List<JsonObject> terms = proposals.stream().map(Proposal::terms).toList();
    Optional<JsonPointer> place =
        path.isPresent() ? path : PriceReader.place(talk.opening().terms().progressPaths(), terms);
    return place.map(at -> bargain(at, talk, proposals, self, capability));
  }

  private static Bargain bargain(
      JsonPointer at, Talk talk, List<Proposal> proposals, AgentUri self, String capability) {
    List<Bargain.Offer> offers = new ArrayList<>();
    Optional<BigDecimal> closing = Optional.empty();
    String currency = "";
    for (Proposal proposal : proposals) {
      Optional<BigDecimal> amount = PriceReader.number(at, proposal.terms());
      if (amount.isPresent()) {
        Side by = proposal.origin().principal().equals(self) ? Side.US : Side.THEM;
        if (offers.size() < Bargain.MOST_OFFERS) {
          offers.add(new Bargain.Offer(by, amount.get()));
        }
        closing = proposal.status() == Proposal.Status.ACCEPTED ? amount : closing;
        currency = currency.isEmpty() ? PriceReader.currency(at, proposal.terms()) : currency;
      }
    }
    Bargain.Role role = role(talk, self, offers);
    return new Bargain(
        new Bargain.Subject(capability, at.toString(), currency, role), offers, closing);
  }

  /// Who pays is the buyer; without escrow it is who began below the other, or goes up.
  private static Bargain.Role role(Talk talk, AgentUri self, List<Bargain.Offer> offers) {
    for (Commitment commitment : talk.promises().all()) {
      if (commitment.bound() && commitment.escrow().isPresent()) {
        return commitment.escrow().get().depositor().equals(self)
            ? Bargain.Role.BUYER
            : Bargain.Role.SELLER;
      }
    }
    Bargain bare =
        new Bargain(
            new Bargain.Subject("", "", "", Bargain.Role.UNKNOWN), offers, Optional.empty());
    List<BigDecimal> ours = bare.of(Side.US);
    List<BigDecimal> theirs = bare.of(Side.THEM);
    int upwards = 0;
    if (!ours.isEmpty() && !theirs.isEmpty()) {
      upwards = theirs.getFirst().compareTo(ours.getFirst());
    } else if (!ours.isEmpty()) {
      upwards = ours.getLast().compareTo(ours.getFirst());
    } else if (!theirs.isEmpty()) {
      upwards = theirs.getFirst().compareTo(theirs.getLast());
    }
    return upwards > 0
        ? Bargain.Role.BUYER
        : upwards < 0 ? Bargain.Role.SELLER : Bargain.Role.UNKNOWN;
  }
}
