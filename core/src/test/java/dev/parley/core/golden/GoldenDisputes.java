package dev.parley.core.golden;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.commitment.Claim;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.criteria.Acceptance;
import dev.parley.core.dispute.Bond;
import dev.parley.core.dispute.Candidate;
import dev.parley.core.dispute.Decision;
import dev.parley.core.dispute.Dispute;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeDraft;
import dev.parley.core.dispute.DisputeFacts;
import dev.parley.core.dispute.DisputeMachine;
import dev.parley.core.dispute.DisputeReason;
import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.dispute.DisputeStep;
import dev.parley.core.dispute.Nonce;
import dev.parley.core.dispute.RecordKind;
import dev.parley.core.dispute.Stage;
import dev.parley.core.dispute.VerifiedRecord;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Money;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Timestamp;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Makes two whole disputes: `panel`, which goes as far as a panel, and `missed`, in which the
/// steward files a missed deadline and the debtor says nothing.
final class GoldenDisputes {
  static final SessionId SESSION = new SessionId(Conversation.uuid7(Conversation.START, 0));
  static final Hash HEAD = Hash.of("the last message".getBytes(StandardCharsets.UTF_8));
  private static final Instant DEADLINE = Conversation.START.plus(Duration.ofDays(1));

  private final String id;
  private final DisputeFacts facts;
  private final List<JsonObject> cases = new ArrayList<>();
  private Optional<Dispute> dispute = Optional.empty();
  private Instant now = DEADLINE.plus(Duration.ofHours(1));

  private GoldenDisputes(String id, DisputeFacts facts) {
    this.id = id;
    this.facts = facts;
  }

  static List<JsonObject> records() {
    return Stream.concat(panel().cases.stream(), missed().cases.stream()).toList();
  }

  static DisputeFacts facts(String dispute) {
    boolean claimed = dispute.equals("panel");
    return new DisputeFacts(
        SESSION,
        HEAD,
        Cast.NODE.uri(),
        Map.of(
            Cast.ALPHA.uri(), Cast.ALPHA.card().orgId(), Cast.BETA.uri(), Cast.BETA.card().orgId()),
        Set.of(Cast.JUDGE.uri()),
        "c-1",
        CommitmentStatus.ACTIVE,
        0,
        claimed ? ObligationStatus.DISPUTED : ObligationStatus.BREACHED,
        DEADLINE,
        Cast.BETA.uri(),
        Cast.ALPHA.uri(),
        DEADLINE,
        Optional.of(
            new DisputeFacts.Stake(usd("1250"), usd("1250"), Cast.ALPHA.uri(), Cast.BETA.uri())),
        new Acceptance.Nothing(),
        claimed
            ? Optional.of(
                new Claim(
                    DEADLINE.minusSeconds(60),
                    Optional.of(JsonObject.EMPTY.with("hours", 400)),
                    Claim.Answer.DECLINED,
                    Optional.of(DEADLINE.minusSeconds(30))))
            : Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /// The facts in words that other implementations can read.
  static List<JsonObject> situations() {
    JsonObject common =
        JsonObject.builder()
            .put("sessionId", SESSION.toString())
            .put("sessionHead", HEAD.text())
            .put("steward", Cast.NODE.uri().text())
            .put("debtor", Cast.BETA.uri().text())
            .put("creditor", Cast.ALPHA.uri().text())
            .put("people", JsonArray.ofStrings(List.of(Cast.JUDGE.uri().text())))
            .put("deadline", Timestamp.format(DEADLINE))
            .put("value", "1250")
            .put("escrow", "1250")
            .put("currency", "USD")
            .put("depositor", Cast.ALPHA.uri().text())
            .put("beneficiary", Cast.BETA.uri().text())
            .build();
    return List.of(
        common
            .with("id", "panel")
            .with("status", "DISPUTED")
            .with("claimedAt", Timestamp.format(DEADLINE.minusSeconds(60)))
            .with("declinedAt", Timestamp.format(DEADLINE.minusSeconds(30))),
        common.with("id", "missed").with("status", "BREACHED"));
  }

  static List<JsonObject> cards() {
    return Stream.concat(
            Stream.of(Cast.NODE, Cast.ALPHA, Cast.BETA, Cast.JUDGE), Cast.JUDGES.stream())
        .map(s -> JsonObject.EMPTY.with("id", s.uri().text()).with("card", s.card().json()))
        .toList();
  }

  private static GoldenDisputes panel() {
    GoldenDisputes made = new GoldenDisputes("panel", facts("panel"));
    made.says(Cast.ALPHA, filed(Cast.ALPHA, DisputeReason.FULFILLMENT_MISMATCH, "agreedTerms"));
    made.says(
        Cast.BETA,
        new DisputeAct.Answered(true, Optional.of("400 hours were agreed"), Optional.empty()));
    for (Speaker side : List.of(Cast.ALPHA, Cast.BETA)) {
      Bond.Source source = side.equals(Cast.ALPHA) ? Bond.Source.ACCOUNT : Bond.Source.ESCROW;
      made.says(side, new DisputeAct.Bonded(new Bond(usd("12.5"), source)));
    }
    made.seals();
    for (Speaker side : List.of(Cast.BETA, Cast.ALPHA)) {
      made.says(side, new DisputeAct.Sealed(1, nonce(side).seal(side.uri(), "panel", 1)));
    }
    for (Speaker side : List.of(Cast.ALPHA, Cast.BETA)) {
      made.says(side, new DisputeAct.Revealed(1, nonce(side)));
    }
    made.draws();
    made.votes();
    made.steward();
    made.now = made.dispute.orElseThrow().due().orElseThrow().due();
    made.steward();
    made.says(Cast.ALPHA, new DisputeAct.Forgiven());
    return made;
  }

  private static GoldenDisputes missed() {
    GoldenDisputes made = new GoldenDisputes("missed", facts("missed"));
    made.says(Cast.NODE, filed(Cast.NODE, DisputeReason.TIMEOUT_BREACH, "transcript"));
    while (made.dispute.orElseThrow().due().isPresent()) {
      made.now = made.dispute.orElseThrow().due().orElseThrow().due();
      made.steward();
    }
    return made;
  }

  private static DisputeAct filed(Speaker by, DisputeReason reason, String shown) {
    JsonObject evidence = JsonObject.of(shown, JsonObject.EMPTY.with("from", 0).with("to", 9));
    return new DisputeAct.Filed(
        "c-1", 0, by.uri(), Cast.BETA.uri(), reason, 4, new BigDecimal("0.2"), evidence);
  }

  private static Amount usd(String amount) {
    return Amount.of(new Money(new BigDecimal(amount), "USD"), "").orThrow();
  }

  private static Nonce nonce(Speaker side) {
    byte[] name = ("nonce of " + side.uri()).getBytes(StandardCharsets.UTF_8);
    return new Nonce(Hash.of(name).text().substring("sha256:".length()));
  }

  private void seals() {
    List<Candidate> known =
        Cast.JUDGES.stream()
            .map(
                j ->
                    new Candidate(
                        j.uri(), j.card().orgId(), new BigDecimal("81.25"), Optional.empty()))
            .toList();
    says(
        Cast.NODE,
        DisputeMachine.seal(dispute.orElseThrow(), nonce(Cast.NODE), known).orElseThrow());
  }

  private void draws() {
    says(Cast.NODE, DisputeMachine.draw(dispute.orElseThrow(), nonce(Cast.NODE)).orElseThrow());
  }

  private void votes() {
    if (!(dispute.orElseThrow().stage() instanceof Stage.Voting voting)) {
      throw new IllegalStateException("nobody votes");
    }
    List<String> shares = List.of("0.2", "0", "0.333333");
    for (int i = 0; i < shares.size(); i++) {
      AgentUri member = voting.panel().get(i);
      Speaker judge =
          Cast.JUDGES.stream().filter(j -> j.uri().equals(member)).findFirst().orElseThrow();
      BigDecimal share = new BigDecimal(shares.get(i));
      says(
          judge,
          new DisputeAct.Voted(
              1, new Decision(share.signum() > 0, 2 + i, share), Optional.of("vote " + i)));
    }
  }

  private void steward() {
    says(Cast.NODE, DisputeMachine.stewardAct(dispute.orElseThrow(), now).orElseThrow());
  }

  private void says(Speaker by, DisputeAct act) {
    if (act.kind() != RecordKind.RULED && act.kind() != RecordKind.FINAL) {
      now = now.plusSeconds(60);
    }
    JsonObject json =
        new DisputeDraft(
                id,
                SESSION,
                dispute.map(d -> d.head().nextPosition()).orElse(0L),
                now,
                by.uri(),
                dispute.map(d -> d.head().hash()).orElse(HEAD),
                act)
            .sign(by.signer());
    VerifiedRecord verified =
        DisputeRecord.decode(json).then(r -> r.verify(by.card(), Cast.VERIFIER)).orThrow();
    DisputeStep step =
        dispute.isEmpty()
            ? DisputeMachine.file(verified, now, Optional.of(facts))
            : DisputeMachine.apply(dispute.get(), verified, now);
    if (!(step instanceof DisputeStep.Moved moved)) {
      throw new IllegalStateException(id + ": " + step);
    }
    dispute = Optional.of(moved.next());
    cases.add(entry(json, moved, now));
  }

  static JsonObject entry(JsonObject json, DisputeStep.Moved moved, Instant at) {
    DisputeRecord made = DisputeRecord.decode(json).orThrow();
    JsonObject.Builder out =
        JsonObject.builder()
            .put("id", made.disputeId() + "-" + made.position())
            .put("record", json)
            .put(
                "signed",
                new String(
                    made.act().kind().purpose().input(made.hash()), StandardCharsets.US_ASCII))
            .put("acceptedAt", Timestamp.format(at))
            .put("stage", moved.next().stage().name().name())
            .put("effects", DisputeWords.effects(moved.effects()));
    moved
        .next()
        .due()
        .ifPresent(
            due ->
                out.put("timer", due.timer().wire())
                    .put("due", Timestamp.format(due.due()))
                    .put(
                        "waitedOn",
                        JsonArray.ofStrings(due.waitedOn().stream().map(AgentUri::text).toList())));
    return out.build();
  }
}
