package dev.parley.cli.demo;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.EscrowTerms;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Inform.Content.Expiry;
import dev.parley.core.message.Inform.Content.Failure;
import dev.parley.core.message.Inform.Content.Fulfillment;
import dev.parley.core.message.Inform.Content.Identity;
import dev.parley.core.message.Observe;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reference;
import dev.parley.core.message.Reject;
import dev.parley.core.message.SealedTerms;
import dev.parley.core.message.Withdraw;
import dev.parley.core.session.Phase;
import dev.parley.core.session.StateName;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts the messages of the demo's session into sentences for somebody who has never heard of the
/// protocol. Takes them in order, since an answer is told by what it answers. For one thread.
public final class Story {
  private static final int SHOWN_OF_A_HASH = 19;
  private static final int SEAL = 12;
  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");

  private final Map<AgentUri, String> names;
  private final Map<String, Deal> deals = new HashMap<>();
  private final Map<String, AgentUri> bidders = new HashMap<>();
  private final Map<String, AgentUri> delegates = new HashMap<>();
  private Optional<AgentUri> initiator = Optional.empty();
  private Optional<String> invitation = Optional.empty();
  private Phase phase = Phase.DISCOVER;

  /// A story.
  ///
  /// @param names how the agents are called in it
  public Story(Map<AgentUri, String> names) {
    this.names = Map.copyOf(names);
  }

  /// A message as it is told.
  ///
  /// @param phase where in the session it belongs
  /// @param who who says it
  /// @param what what that is, in a sentence without its subject
  /// @param details more of it, a line each
  public record Told(Phase phase, String who, String what, List<String> details) {}

  /// Tells the next message.
  ///
  /// @param envelope the message
  /// @param after the state of the session after it
  /// @return how it is told
  public Told tell(Envelope envelope, StateName after) {
    AgentUri sender = envelope.sender().agentId();
    if (initiator.isEmpty()) {
      initiator = Optional.of(sender);
    }
    phase = later(phase(envelope, after));
    String what = sentence(envelope, after);
    return new Told(phase, name(sender), what, details(envelope));
  }

  /// Phases are told in their order, although a talk may go back.
  private Phase later(Phase next) {
    return next.compareTo(phase) > 0 ? next : phase;
  }

  private Phase phase(Envelope envelope, StateName after) {
    return switch (envelope.message()) {
      case Close _ -> Phase.CLOSE;
      case Commit _ -> Phase.AGREE;
      case Accept(Reference(Reference.Kind kind, _), _) when kind == Reference.Kind.COMMITMENT ->
          Phase.AGREE;
      case Inform(_, _, Identity _)
          when !initiator.equals(Optional.of(envelope.sender().agentId())) ->
          Phase.INTRODUCE;
      case Propose _,
          Accept _,
          Reject _,
          Counter _,
          Inform _,
          Query _,
          Clarify _,
          Delegate _,
          Escalate _,
          Withdraw _,
          Observe _ ->
          after.phase();
    };
  }

  private String sentence(Envelope envelope, StateName after) {
    return switch (envelope.message()) {
      case Propose p when p.type().equals(ProposalType.SESSION_INVITATION) -> {
        invitation = Optional.of(p.proposalId());
        yield "invites %s to talk about \"%s\""
            .formatted(envelope.recipient().map(this::name).orElse("everybody"), p.subject());
      }
      case Propose p when SealedTerms.read(p.terms()).isPresent() -> {
        bidders.put(p.proposalId(), envelope.sender().agentId());
        yield "bids, under seal "
            + SealedTerms.read(p.terms()).orElseThrow().digits().substring(0, SEAL)
            + "…";
      }
      case Propose p when !Deal.in(p.terms()).isPresent() -> "proposes " + p.subject();
      case Propose p -> "offers to buy " + offer(p.proposalId(), p.terms());
      case Counter c -> counter(c);
      case Accept(Reference reference, _) -> agreement(reference, envelope.sender().agentId());
      case Reject(_, _, String reason, _) -> "declines: " + reason;
      case Clarify(_, Optional<String> question, Optional<String> answer) ->
          question
              .map(text -> "asks: \"" + text + "\"")
              .orElseGet(() -> "answers: \"" + answer.orElse("") + "\"");
      case Inform inform ->
          ToolTale.sentence(inform, envelope).orElseGet(() -> news(inform, envelope.body()));
      case Query q when q.sealing().isPresent() ->
          "calls for sealed bids until "
              + q.sealing().get().deadline().atZone(ZoneOffset.UTC).toLocalTime()
              + " UTC: "
              + q.subject().orElse("");
      case Query q -> "asks: " + q.subject().orElse(q.queryType());
      case Commit c ->
          "puts the promise in writing, due " + c.deadline().truncatedTo(ChronoUnit.MINUTES);
      case Close c when after == StateName.CLOSED -> "ends the session: " + c.reason();
      case Close c -> "asks all to end the session: " + c.reason();
      case Delegate d -> {
        delegates.put(d.delegationId(), d.targetAgent());
        yield "lets %s act for it: %s%s"
            .formatted(
                name(d.targetAgent()),
                d.authority().wire(),
                d.maxValue()
                    .map(m -> ", up to " + m.amount().toPlainString() + " " + m.currency())
                    .orElse(""));
      }
      case Escalate e -> "asks somebody above to decide: " + e.reason();
      case Withdraw _ -> "takes something back";
      case Observe _ -> "only listens from here on";
    };
  }

  private String counter(Counter counter) {
    offer(counter.proposalId(), counter.terms());
    return Optional.ofNullable(deals.get(counter.proposalId()))
        .map(
            deal ->
                "rather %s %s an hour, %s in all"
                    .formatted(deal.pricePerHour(), deal.currency(), deal.total()))
        .orElse("asks for other terms");
  }

  private String offer(String proposalId, JsonObject terms) {
    Optional<Deal> deal = Deal.in(terms);
    deal.ifPresent(d -> deals.put(proposalId, d));
    return deal.map(Story::worded).orElse("something else");
  }

  private static String worded(Deal deal) {
    return "%d GPU hours (%s, %s) at %s %s an hour, %s in all"
        .formatted(
            deal.gpuHours(),
            deal.gpu(),
            deal.region(),
            deal.pricePerHour(),
            deal.currency(),
            deal.total());
  }

  private String agreement(Reference reference, AgentUri sender) {
    return switch (reference.kind()) {
      case PROPOSAL ->
          invitation.equals(Optional.of(reference.id()))
              ? "accepts the invitation"
              : bidders.containsKey(reference.id())
                  ? "takes the bid of " + name(bidders.getOrDefault(reference.id(), NOBODY))
                  : "agrees"
                      + Optional.ofNullable(deals.get(reference.id()))
                          .map(deal -> ": " + worded(deal))
                          .orElse("");
      case COMMITMENT -> "signs it too: from here on both are bound, and the money is held";
      case FULFILLMENT -> "has checked the evidence: this promise is kept, the escrow is paid out";
      case TRANSITION -> "votes for it";
      case DELEGATION ->
          Optional.of(sender).equals(Optional.ofNullable(delegates.get(reference.id())))
              ? "joins"
              : "consents";
      case ANY -> "agrees";
    };
  }

  private static String news(Inform inform, JsonObject body) {
    return switch (inform.content()) {
      case Identity(_, long version) ->
          "shows its card, version %d, with the keys that it signs with".formatted(version);
      case Fulfillment _ -> "says that it has done its part, and shows evidence";
      case Inform.Content.Admission _ -> "says that it will not be able to do its part";
      case Inform.Content.Disputed d -> "records a dispute about it: " + d.finding().wire();
      case Expiry _ -> "records that time ran out: " + body.object("data").orElse(body);
      case Failure f -> "reports a fault: " + f.reason();
      case Inform.Content.Note _ ->
          "reports " + inform.informType() + percent(body.object("data").orElse(JsonObject.EMPTY));
      case Inform.Content.Release _ -> "lets the other side off";
      case Inform.Content.Resolution _ -> "decides what was asked";
      case Inform.Content.Impasse _ -> "ends a talk that does not move";
      case Inform.Content.Revealed revealed ->
          "opens the %d sealed bids".formatted(revealed.opened().size());
      case Inform.Content.Reserved _ -> "reports " + inform.informType();
    };
  }

  private static String percent(JsonObject facts) {
    return facts.get("percent") instanceof JsonNumber done
        ? ": %s %% of the hours are done".formatted(done.canonicalText())
        : "";
  }

  private List<String> details(Envelope envelope) {
    List<String> lines = new ArrayList<>();
    if (envelope.message() instanceof Counter counter) {
      lines.addAll(terms(counter.terms()));
    } else if (envelope.message() instanceof Commit commit) {
      commit
          .obligations()
          .forEach(owed -> lines.add(name(owed.party()) + " has to " + owed.action()));
      commit.escrow().ifPresent(escrow -> lines.add(held(escrow)));
    } else if (envelope.message() instanceof Inform(_, _, Fulfillment claim)) {
      evidence(claim.evidence().orElse(JsonObject.EMPTY), lines);
    } else if (envelope.message() instanceof Inform(_, _, Inform.Content.Revealed revealed)) {
      revealed
          .opened()
          .forEach(
              bid ->
                  lines.add(
                      "%s asks %s %s"
                          .formatted(
                              name(bidders.getOrDefault(bid.proposalId(), NOBODY)),
                              bid.terms().string("price").orElse("?"),
                              bid.terms().string("currency").orElse(""))));
    } else if (envelope.message() instanceof Inform inform
        && ToolTale.details(inform, envelope).isPresent()) {
      lines.addAll(ToolTale.details(inform, envelope).get());
    } else if (envelope.message() instanceof Inform(_, _, Inform.Content.Note _)) {
      envelope
          .body()
          .object("data")
          .filter(data -> !data.has("percent"))
          .ifPresent(
              data ->
                  data.names().stream()
                      .map(name -> name + ": " + words(data.get(name)))
                      .forEach(lines::add));
    }
    return lines;
  }

  /// The terms of an offer for anything but hours.
  private static List<String> terms(JsonObject terms) {
    return Deal.in(terms).isPresent() || SealedTerms.read(terms).isPresent()
        ? List.of()
        : terms.names().stream().map(name -> name + ": " + words(terms.get(name))).toList();
  }

  private static String words(@Nullable JsonValue value) {
    return switch (value) {
      case JsonString(String text) -> text;
      case JsonNumber number -> number.canonicalText();
      case null, default -> String.valueOf(value);
    };
  }

  private String held(EscrowTerms escrow) {
    String depositor = escrow.depositor().map(this::name).orElse("who pays");
    String beneficiary = escrow.beneficiary().map(this::name).orElse("the other side");
    return "the node holds %s %s of %s for %s until that is done"
        .formatted(
            escrow.money().amount().toPlainString(),
            escrow.money().currency(),
            depositor,
            beneficiary);
  }

  private static void evidence(JsonObject evidence, List<String> lines) {
    for (JsonValue each : evidence.array("meter").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject gpu) {
        lines.add(
            "%s ran %d hours, checksum %s"
                .formatted(
                    gpu.string("gpu").orElse("?"),
                    gpu.integer("hours").orElse(0),
                    shortened(gpu.string("checksum").orElse("?"))));
      }
    }
  }

  private static String shortened(String hash) {
    return hash.length() > SHOWN_OF_A_HASH ? hash.substring(0, SHOWN_OF_A_HASH) + "…" : hash;
  }

  private String name(AgentUri agent) {
    return names.getOrDefault(agent, agent.text());
  }
}
