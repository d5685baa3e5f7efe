package dev.parley.core.dispute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.commitment.Claim;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.criteria.Acceptance;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Ed25519Key;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Money;
import dev.parley.core.message.SessionId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// A dispute in a test: beta owed alpha something worth 200 until [#DEADLINE], alpha's 200 lie in
/// escrow for it, and the session has a third principal.
final class DisputeCase {
  static final Verifier VERIFIER = CryptoProviders.verifying().verifier();
  static final Speaker ALPHA = Speaker.named("agent://acme.example/alpha");
  static final Speaker BETA = Speaker.named("agent://prime.example/beta");
  static final Speaker THIRD = Speaker.named("agent://third.example/gamma");
  static final Speaker NODE = Speaker.named("agent://node.example/node");
  static final Speaker PERSON = Speaker.named("agent://courts.example/person");
  static final Speaker STRANGER = Speaker.named("agent://stranger.example/x");
  static final List<Speaker> JUDGES =
      IntStream.range(0, 12)
          .mapToObj(i -> Speaker.named("agent://judge" + i + ".example/j"))
          .toList();

  static final Instant DEADLINE = Instant.parse("2026-03-01T00:00:00.000Z");
  static final SessionId SESSION = new SessionId(Conversation.uuid7(Conversation.START, 0));
  static final Hash SESSION_HEAD = Hash.of(new byte[] {1});
  static final String ID = "dispute-1";

  DisputeFacts facts;
  Instant now = DEADLINE.plusSeconds(3600);
  final List<DisputeEffect> effects = new ArrayList<>();
  private Optional<Dispute> dispute = Optional.empty();

  DisputeCase(DisputeFacts facts) {
    this.facts = facts;
  }

  /// A claim of beta in time, declined by alpha, of which nothing says how it should be judged.
  static DisputeCase declined() {
    return new DisputeCase(
        facts(ObligationStatus.DISPUTED, Optional.of(claim("{}")), new Acceptance.Nothing()));
  }

  /// Nothing was ever claimed.
  static DisputeCase breached() {
    return new DisputeCase(
        facts(ObligationStatus.BREACHED, Optional.empty(), new Acceptance.Nothing()));
  }

  static Claim claim(String evidence) {
    return claim(evidence, Claim.Answer.DECLINED);
  }

  static Claim claim(String evidence, Claim.Answer answer) {
    Instant at = DEADLINE.minusSeconds(7200);
    return new Claim(at, Optional.of(object(evidence)), answer, Optional.of(at.plusSeconds(600)));
  }

  /// Apostrophes stand for quotation marks.
  static JsonObject object(String text) {
    return switch (StrictJson.read(text.replace('\'', '"').getBytes(UTF_8), JsonLimits.MESSAGE)) {
      case Parsed.Value(JsonObject object, _) -> object;
      case Parsed.Value _, Parsed.Malformed _ -> throw new IllegalStateException(text);
    };
  }

  static DisputeFacts facts(ObligationStatus status, Optional<Claim> claim, Acceptance acceptance) {
    return new DisputeFacts(
        SESSION,
        SESSION_HEAD,
        NODE.uri(),
        Map.of(ALPHA.uri(), "org_acme", BETA.uri(), "org_prime", THIRD.uri(), "org_third"),
        Set.of(PERSON.uri()),
        "c-1",
        CommitmentStatus.ACTIVE,
        0,
        status,
        DEADLINE,
        BETA.uri(),
        ALPHA.uri(),
        DEADLINE,
        Optional.of(stake("200", "200")),
        acceptance,
        claim,
        Optional.empty(),
        List.of());
  }

  static DisputeFacts.Stake stake(String value, String escrow) {
    return new DisputeFacts.Stake(usd(value), usd(escrow), ALPHA.uri(), BETA.uri());
  }

  static Amount usd(String amount) {
    return Amount.of(new Money(new BigDecimal(amount), "USD"), "").orThrow();
  }

  static DisputeAct.Filed filed(Speaker by, Speaker against, DisputeReason reason) {
    return new DisputeAct.Filed(
        "c-1", 0, by.uri(), against.uri(), reason, 4, BigDecimal.ONE, object("{'agreedTerms':{}}"));
  }

  static DisputeAct.Filed filedBySteward() {
    return new DisputeAct.Filed(
        "c-1",
        0,
        NODE.uri(),
        BETA.uri(),
        DisputeReason.TIMEOUT_BREACH,
        4,
        BigDecimal.ONE,
        object("{'transcript':{'from':0,'to':9}}"));
  }

  static DisputeAct deny() {
    return new DisputeAct.Answered(true, Optional.of("not so"), Optional.empty());
  }

  static DisputeAct concede() {
    return new DisputeAct.Answered(false, Optional.empty(), Optional.empty());
  }

  static Bond bond(String amount, Bond.Source source) {
    return new Bond(usd(amount), source);
  }

  static Bond bond() {
    return bond("2", Bond.Source.ACCOUNT);
  }

  static DisputeAct appeal() {
    return new DisputeAct.Appealed(Optional.of(bond()), Optional.empty());
  }

  static Decision decision(boolean upheld, int severity, String share) {
    return new Decision(upheld, severity, new BigDecimal(share));
  }

  static Nonce nonce(Speaker speaker, int round) {
    return new Nonce(Hash.of((speaker.uri() + "#" + round).getBytes(UTF_8)).text().substring(7));
  }

  static List<Candidate> candidates(int count) {
    return JUDGES.stream().limit(count).map(j -> candidate(j, 80)).toList();
  }

  static Candidate candidate(Speaker judge, int score) {
    return new Candidate(
        judge.uri(), judge.card().orgId(), BigDecimal.valueOf(score), Optional.empty());
  }

  /// The same dispute now, to go on differently.
  DisputeCase copy() {
    DisputeCase copy = new DisputeCase(facts);
    copy.now = now;
    copy.dispute = dispute;
    return copy;
  }

  Dispute dispute() {
    return dispute.orElseThrow();
  }

  StageName stage() {
    return dispute().stage().name();
  }

  DisputeCase later(Duration length) {
    now = now.plus(length);
    return this;
  }

  /// To the moment at which the present time is over.
  DisputeCase overdue() {
    now = dispute().due().orElseThrow().due();
    return this;
  }

  VerifiedRecord record(Speaker by, DisputeAct act) {
    return DisputeRecord.decode(draft(by, act).sign(by.signer()))
        .then(r -> r.verify(by.card(), VERIFIER))
        .orThrow();
  }

  DisputeStep step(VerifiedRecord made) {
    return dispute.isEmpty()
        ? DisputeMachine.file(made, now, Optional.of(facts))
        : DisputeMachine.apply(dispute.get(), made, now);
  }

  DisputeCase says(Speaker by, DisputeAct act) {
    switch (step(record(by, act))) {
      case DisputeStep.Moved moved -> take(by, act, moved);
      case DisputeStep.Refused(Refusal refusal) ->
          throw new AssertionError(act.kind() + ": " + refusal.code() + " " + refusal.message());
    }
    return this;
  }

  /// Takes a step over, which has to be one of the table.
  private void take(Speaker by, DisputeAct act, DisputeStep.Moved moved) {
    dispute.ifPresent(
        before ->
            assertThat(before.seats(by.uri()))
                .anyMatch(
                    seat ->
                        DisputeTable.cell(before.stage().name(), act.kind(), seat)
                            .contains(moved.next().stage().name())));
    dispute = Optional.of(moved.next());
    effects.addAll(moved.effects());
  }

  /// The same without a signature, which takes its time, if it is allowed.
  boolean tries(Speaker by, DisputeAct act) {
    if (step(unsigned(by, act)) instanceof DisputeStep.Moved moved) {
      take(by, act, moved);
      return true;
    }
    return false;
  }

  VerifiedRecord unsigned(Speaker by, DisputeAct act) {
    Signer nobody =
        new Signer() {
          @Override
          public Ed25519Key publicKey() {
            return by.signer().publicKey();
          }

          @Override
          public byte[] sign(byte[] message) {
            return new byte[SignatureText.BYTES];
          }
        };
    return new VerifiedRecord(DisputeRecord.decode(draft(by, act).sign(nobody)).orThrow());
  }

  private DisputeDraft draft(Speaker by, DisputeAct act) {
    Hash head = dispute.map(d -> d.head().hash()).orElse(facts.sessionHead());
    long position = dispute.map(d -> d.head().nextPosition()).orElse(0L);
    return new DisputeDraft(ID, SESSION, position, now, by.uri(), head, act);
  }

  DisputeCase cannot(ErrorCode code, Speaker by, DisputeAct act) {
    return refuses(code, record(by, act));
  }

  DisputeCase refuses(ErrorCode code, VerifiedRecord made) {
    assertThat(step(made))
        .isInstanceOfSatisfying(
            DisputeStep.Refused.class,
            r -> assertThat(r.refusal().code()).as(r.refusal().message()).isEqualTo(code));
    return this;
  }

  /// What the steward has to record now.
  DisputeCase steward() {
    return says(NODE, DisputeMachine.stewardAct(dispute(), now).orElseThrow());
  }

  DisputeCase files() {
    return says(ALPHA, filed(ALPHA, BETA, DisputeReason.FULFILLMENT_MISMATCH));
  }

  /// As far as the bonds of both sides.
  DisputeCase contested() {
    return files().says(BETA, deny());
  }

  DisputeCase bonded() {
    return contested()
        .says(ALPHA, new DisputeAct.Bonded(bond()))
        .says(BETA, new DisputeAct.Bonded(bond()));
  }

  /// Nonces of both sides for the panel that is asked for.
  DisputeCase revealed() {
    int round = dispute().round();
    if (DisputeMachine.sealDue(dispute())) {
      says(NODE, seals(candidates(12)));
    }
    for (Speaker side : List.of(ALPHA, BETA)) {
      says(side, new DisputeAct.Sealed(round, nonce(side, round).seal(side.uri(), ID, round)));
    }
    for (Speaker side : List.of(ALPHA, BETA)) {
      says(side, new DisputeAct.Revealed(round, nonce(side, round)));
    }
    return this;
  }

  /// What the steward seals for the panel that is asked for.
  DisputeAct.Sealed seals(List<Candidate> candidates) {
    return DisputeMachine.seal(dispute(), nonce(NODE, dispute().round()), candidates).orElseThrow();
  }

  DisputeAct.Drawn draw() {
    return DisputeMachine.draw(dispute(), nonce(NODE, dispute().round())).orElseThrow();
  }

  DisputeCase drawn() {
    return says(NODE, draw());
  }

  List<Speaker> panel() {
    List<AgentUri> seated = ((Stage.Voting) dispute().stage()).panel();
    return seated.stream().map(DisputeCase::judge).toList();
  }

  static Speaker judge(AgentUri agent) {
    return JUDGES.stream().filter(j -> j.uri().equals(agent)).findFirst().orElseThrow();
  }

  DisputeCase votes(Decision... decisions) {
    List<Speaker> panel = panel();
    int round = dispute().round();
    for (int i = 0; i < decisions.length; i++) {
      says(panel.get(i), new DisputeAct.Voted(round, decisions[i], Optional.empty()));
    }
    return this;
  }

  /// The panel's unanimous ruling, recorded.
  DisputeCase unanimous(Decision decision) {
    revealed().drawn();
    Decision[] all = new Decision[panel().size()];
    Arrays.fill(all, decision);
    return votes(all).steward();
  }

  <T extends DisputeEffect> List<T> effects(Class<T> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  Settlement settlement() {
    return effects(DisputeEffect.Settled.class).getFirst().settlement();
  }

  List<TrustEvent> trust() {
    return effects(DisputeEffect.TrustRecorded.class).stream()
        .map(DisputeEffect.TrustRecorded::event)
        .toList();
  }
}
