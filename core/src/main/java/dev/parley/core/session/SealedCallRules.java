package dev.parley.core.session;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Firmness;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Inform.Opened;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.SealedTerms;
import dev.parley.core.message.TimerKey;
import dev.parley.core.session.Matter.Call;
import dev.parley.core.session.Matter.Proposal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Calls whose bids are hashes until the deadline, so that answering first wins nothing and looking
/// last wins nothing (protocol section 5, sealed calls). What a bidder hands to the node between
/// deadline and the end of the reveal is no message; the steward publishes all of it in one.
/// Stateless and thread-safe.
public final class SealedCallRules {
  private SealedCallRules() {}

  /// QUERY `cfp`, sealed.
  static Ruling call(Talk talk, Turn turn, String id, Query.Sealed asked) {
    if (!turn.speaker().seat().negotiates()) {
      return Ruling.denied(ErrorCode.UNAUTHORIZED, "who cannot negotiate calls for no proposals");
    }
    if (!turn.at().isBefore(asked.deadline())) {
      return Ruling.denied(ErrorCode.TIMEOUT, "the deadline of the call has passed already");
    }
    Instant revealBy =
        asked
            .revealBy()
            .orElseGet(() -> asked.deadline().plus(talk.opening().terms().length(TimerKey.REVEAL)));
    Call call =
        new Call(id, turn.origin(talk), asked.deadline(), revealBy, Set.of(), Call.Status.SEALED);
    Timer timer = new Timer(TimerKey.REVEAL, revealBy, turn.hash(), id, 0, List.of());
    return Ruling.stay(talk.with(call).timed(t -> t.with(timer)));
  }

  /// PROPOSE in answer to one.
  static Ruling bid(Talk talk, Turn turn, Propose propose, Call call) {
    if (call.origin().principal().equals(turn.principal())) {
      return Ruling.badReference(call.id(), "nobody bids in its own call");
    }
    if (!turn.at().isBefore(call.deadline())) {
      return Ruling.denied(ErrorCode.TIMEOUT, "the call takes no more bids");
    }
    if (SealedTerms.read(propose.terms()).isEmpty() || propose.firmness() == Firmness.FIRM) {
      return Ruling.denied(
          ErrorCode.MALFORMED,
          "/content/body/terms: a bid in a sealed call is {sealed} and nothing else, and not firm");
    }
    if (bids(talk, call, turn.at()).stream()
        .anyMatch(bid -> bid.origin().principal().equals(turn.principal()))) {
      return Ruling.denied(ErrorCode.DUPLICATE, "you have bid; take that bid back first");
    }
    Matter.Origin origin = turn.origin(talk);
    Proposal bid =
        new Proposal(
            propose.proposalId(),
            new Matter.Origin(
                origin.agent(),
                origin.principal(),
                origin.hash(),
                origin.position(),
                Optional.of(call.origin().agent()),
                origin.constraints()),
            Proposal.Kind.SEALED,
            propose.terms(),
            propose.validUntil(),
            propose.firmness(),
            Proposal.Status.OPEN);
    if (!bid.alive(turn.at())) {
      return Ruling.denied(
          ErrorCode.TIMEOUT, "validUntil has passed: the offer would be void at once");
    }
    Set<String> all = new TreeSet<>(call.bids());
    all.add(bid.id());
    return Ruling.derived(counted(talk.with(bid), call.with(Set.copyOf(all)), turn.at()));
  }

  /// WITHDRAW of a bid: until the deadline.
  static Ruling withdraw(Talk talk, Turn turn, Proposal bid) {
    Call call = of(talk, bid).orElseThrow();
    if (!turn.at().isBefore(call.deadline())) {
      return Ruling.denied(ErrorCode.TIMEOUT, "after the deadline a bid stands");
    }
    Set<String> left = new TreeSet<>(call.bids());
    left.remove(bid.id());
    Talk without =
        talk.with(bid.in(Proposal.Status.WITHDRAWN))
            .timed(t -> t.without(TimerKey.RESPONSE, bid.id(), 0));
    return Ruling.stay(counted(without, call.with(Set.copyOf(left)), turn.at()));
  }

  /// The timer names whoever has bid.
  private static Talk counted(Talk talk, Call call, Instant at) {
    List<AgentUri> bidders =
        bids(talk, call, at).stream().map(bid -> bid.origin().agent()).sorted().toList();
    return talk.with(call).timed(t -> t.waitingOn(TimerKey.REVEAL, call.id(), bidders));
  }

  private static Optional<Call> of(Talk talk, Proposal bid) {
    return talk.timers().of(TimerKey.REVEAL).stream()
        .flatMap(timer -> talk.matter(timer.subject(), Call.class).stream())
        .filter(call -> call.bids().contains(bid.id()))
        .findFirst();
  }

  /// The bids of a call that wait to be revealed.
  ///
  /// @param talk the session
  /// @param call the call
  /// @param at the time; a bid that has lapsed does not wait
  /// @return in the order of their ids
  public static List<Proposal> bids(Talk talk, Call call, Instant at) {
    return call.bids().stream()
        .sorted()
        .flatMap(id -> talk.matter(id, Proposal.class).stream())
        .filter(bid -> bid.kind() == Proposal.Kind.SEALED && bid.alive(at))
        .toList();
  }

  /// The calls of a session whose deadline is over and whose bids are sealed still.
  ///
  /// @param state the session
  /// @param at the time
  /// @return in the order of their ids
  public static List<Call> revealing(SessionState state, Instant at) {
    if (!(state instanceof SessionState.Ongoing ongoing)) {
      return List.of();
    }
    Talk talk = ongoing.talk();
    List<Call> calls = new ArrayList<>();
    for (Timer timer : talk.timers().of(TimerKey.REVEAL)) {
      talk.matter(timer.subject(), Call.class)
          .filter(call -> !at.isBefore(call.deadline()))
          .ifPresent(calls::add);
    }
    return calls;
  }

  /// The body of the steward's INFORM.
  ///
  /// @param queryId the call
  /// @param reveals what the bidders handed in; each has `proposalId`, `salt` and `terms`
  /// @return a new object
  public static JsonObject body(String queryId, List<? extends JsonValue> reveals) {
    return JsonObject.builder()
        .put("informType", "reveal")
        .put(
            "data",
            JsonObject.EMPTY
                .with("queryId", queryId)
                .with("reveals", JsonArray.of(List.copyOf(reveals))))
        .build();
  }

  /// Whether what was handed in opens a bid.
  ///
  /// @param talk the session
  /// @param call the call
  /// @param bid the bid
  /// @param salt its salt
  /// @param terms its terms
  /// @return true if the hash is the one that was bid
  public static boolean opens(Talk talk, Call call, Proposal bid, String salt, JsonObject terms) {
    SealedTerms computed =
        SealedTerms.of(
            talk.opening().session(), call.id(), bid.id(), bid.origin().agent(), salt, terms);
    return SealedTerms.read(bid.terms()).filter(computed::equals).isPresent();
  }

  /// INFORM `reveal`: once, when all have revealed or the time is over.
  static Ruling reveal(Talk talk, Turn turn, Inform.Content.Revealed revealed) {
    Optional<Call> found =
        talk.matter(revealed.queryId(), Call.class)
            .filter(call -> call.status() == Call.Status.SEALED);
    if (found.isEmpty()) {
      return Ruling.badReference(revealed.queryId(), "no call that is sealed");
    }
    Call call = found.get();
    List<Proposal> bids = bids(talk, call, turn.at());
    boolean all = bids.size() == revealed.opened().size();
    if (turn.at().isBefore(call.deadline()) || (turn.at().isBefore(call.revealBy()) && !all)) {
      return Ruling.badTransition("the bids are not all revealed, and there is time left");
    }
    Map<String, Proposal> byId =
        bids.stream().collect(Collectors.toMap(Proposal::id, Function.identity()));
    Set<String> seen = new HashSet<>();
    Talk next = talk;
    for (Opened opened : revealed.opened()) {
      Proposal bid = byId.get(opened.proposalId());
      if (bid == null
          || !seen.add(bid.id())
          || !opens(talk, call, bid, opened.salt(), opened.terms())) {
        return Ruling.badReference(opened.proposalId(), "no bid that this opens");
      }
      next = next.with(bid.opened(opened.terms()));
    }
    for (Proposal bid : bids) {
      if (!seen.contains(bid.id())) {
        next = next.with(bid.in(Proposal.Status.WITHDRAWN));
      }
    }
    return Ruling.stay(
        next.with(call.revealed()).timed(t -> t.without(TimerKey.REVEAL, call.id(), 0)));
  }

  /// Who has revealed has kept time; who has not is charged like the maker of a firm offer that it
  /// does not keep.
  static Talk judged(Talk past, Talk talk, Inform.Content.Revealed revealed) {
    Call call = past.matter(revealed.queryId(), Call.class).orElseThrow();
    Talk out = talk;
    for (String id : call.bids()) {
      Optional<Proposal> before =
          past.matter(id, Proposal.class)
              .filter(bid -> bid.kind() == Proposal.Kind.SEALED)
              .filter(bid -> bid.status() == Proposal.Status.OPEN);
      Optional<Proposal> after = talk.matter(id, Proposal.class);
      if (before.isPresent() && after.isPresent()) {
        AgentUri principal = before.get().origin().principal();
        if (after.get().kind() == Proposal.Kind.TALK) {
          out = out.judging(principal, Conduct::done);
        } else if (after.get().status() == Proposal.Status.WITHDRAWN) {
          out = out.judging(principal, Conduct::missed);
        }
      }
    }
    return out;
  }
}
