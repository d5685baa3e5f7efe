package dev.parley.core.message;

import dev.parley.core.criteria.Acceptance;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.wire.Members;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// COMMIT: offers a binding promise; it binds once everybody concerned has accepted it (protocol
/// sections 5, 8 and 9).
///
/// @param commitmentId unique in the session
/// @param obligations who owes what until when, at least one
/// @param penalties what was agreed for being late and for not delivering
/// @param deadline until when, for obligations without one of their own
/// @param escrow what is to be held, if anything
/// @param value what it is worth, if stated
/// @param proposalId the accepted proposal that it puts into effect, if any
/// @param amends the commitment that it replaces, if any
/// @param verificationWindow how long a claim can be examined, if stated
/// @param exitFee what a debtor may pay its creditor to leave an obligation, if that was agreed
public record Commit(
    String commitmentId,
    List<ObligationTerms> obligations,
    Penalties penalties,
    Instant deadline,
    Optional<EscrowTerms> escrow,
    Optional<Money> value,
    Optional<String> proposalId,
    Optional<String> amends,
    Optional<Duration> verificationWindow,
    Optional<Money> exitFee)
    implements Message {

  /// The most obligations that one commitment may carry.
  public static final int MAX_OBLIGATIONS = 100;

  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");

  /// What one party owes.
  ///
  /// @param party who owes it
  /// @param action what is owed, for people
  /// @param deadline until when; the commitment's deadline if absent
  /// @param beneficiary to whom; with two principals the other one if absent
  /// @param verificationMethod how fulfilment is to be shown, carried along
  /// @param share what of the escrow belongs to it, in the escrow's currency; an equal part if
  ///   absent
  /// @param acceptance what evidence of fulfilment has to show, [Acceptance.Nothing] if nothing was
  ///   said
  public record ObligationTerms(
      AgentUri party,
      String action,
      Optional<Instant> deadline,
      Optional<AgentUri> beneficiary,
      Optional<String> verificationMethod,
      Optional<BigDecimal> share,
      Acceptance acceptance) {}

  @Override
  public Performative performative() {
    return Performative.COMMIT;
  }

  static Decoded<Message> read(Members in) {
    String id = in.id("commitmentId");
    Members terms = in.inside("terms");
    List<ObligationTerms> obligations = obligations(terms);
    Penalties penalties =
        terms.optionalObject("penalties").map(Penalties::in).orElse(Penalties.NONE);
    Instant deadline = in.time("deadline");
    Optional<EscrowTerms> escrow = EscrowTerms.in(in);
    Optional<Money> value = money(in, "value");
    Optional<Money> exitFee = money(in, "exitFee");
    Optional<String> proposalId = in.optionalId("proposalId");
    Optional<String> amends = in.optionalId("amends");
    Optional<Duration> window = in.optionalMillis("verificationWindowMs");
    return in.result(
        () ->
            new Commit(
                id,
                obligations,
                penalties,
                deadline,
                escrow,
                value,
                proposalId,
                amends,
                window,
                exitFee));
  }

  private static Optional<Money> money(Members in, String member) {
    return in.optionalObject(member)
        .map(v -> in.take(Money.decode(v, "/content/body/" + member), Money.NONE));
  }

  private static List<ObligationTerms> obligations(Members terms) {
    List<ObligationTerms> out = new ArrayList<>();
    for (Members in : terms.list("obligations", MAX_OBLIGATIONS)) {
      out.add(
          new ObligationTerms(
              in.agent("party", NOBODY),
              in.text("action"),
              in.optionalTime("deadline"),
              in.optionalAgent("beneficiary"),
              in.optionalText("verificationMethod"),
              share(in),
              acceptance(in, out.size())));
    }
    if (out.isEmpty()) {
      terms.wrong("obligations", "needs at least one obligation");
    }
    return List.copyOf(out);
  }

  private static Optional<BigDecimal> share(Members in) {
    return in.optional("share", Money::amount, Money.AMOUNT_FORM);
  }

  /// Fixed when the promise is made: what could not be decided later is refused now.
  private static Acceptance acceptance(Members in, int index) {
    String pointer = "/content/body/terms/obligations/" + index + "/acceptance";
    return in.optional("acceptance", value -> value, "criteria or a JSON Schema")
        .map(value -> in.take(Acceptance.decode(value, pointer), new Acceptance.Nothing()))
        .orElseGet(Acceptance.Nothing::new);
  }
}
