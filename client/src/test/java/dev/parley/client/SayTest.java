package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.message.Authority;
import dev.parley.core.message.Message;
import dev.parley.core.message.Performative;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.SessionTerms;
import dev.parley.core.message.TimerKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever can be said is well formed, and every performative can be said.
final class SayTest {
  private static final Instant LATER = Instant.parse("2031-01-01T00:00:00Z");
  private static final JsonObject TERMS = JsonObject.EMPTY.with("price", 1);

  private static Pledge pledge() {
    return Pledge.until(LATER)
        .owes(Pair.BETA, "deliver")
        .owes(Pair.ALPHA, "pay", LATER)
        .worth(new BigDecimal("10.50"), "USD")
        .fulfilling("proposal-1")
        .amending("commitment-0")
        .examinedWithin(Duration.ofHours(2))
        .latePerDay(new BigDecimal("5"));
  }

  @Test
  void saysEveryPerformativeWellFormed(@TempDir Path folder) throws IOException {
    try (Pair pair = new Pair(folder)) {
      Pair.Both both = pair.introduced();
      Received offer = both.alphas().send(Pair.offer(1)).orThrow();
      both.betas().next(Pair.SOON);
      Received query =
          both.betas().send(Say.query("status", "how far", JsonObject.EMPTY)).orThrow();
      List<Utterance> all =
          List.of(
              Say.propose(ProposalType.SERVICE_AGREEMENT, "s", TERMS, LATER),
              Say.firmOffer(ProposalType.DATA_EXCHANGE, "s", pledge(), LATER),
              Say.accept(offer),
              Say.reject(offer, ErrorCode.BUDGET_EXCEEDED, "too much"),
              Say.counter(offer, TERMS),
              Say.inform("status", TERMS),
              Say.answer(query, TERMS),
              Say.identity(pair.alpha.card()),
              Say.fulfill("commitment-1", 0, TERMS),
              Say.release("commitment-1", 0),
              Say.error(ErrorCode.CAPACITY_UNAVAILABLE, "full"),
              Say.query("capability", "s", TERMS),
              Say.askAbout(offer, "what?"),
              Say.explain(query, "that"),
              Say.commit(pledge()),
              Say.delegate(Pair.BETA, "prices", Authority.NEGOTIATE),
              Say.escalate("unsure"),
              Say.escalate("unsure", offer),
              Say.escalate("unsure", Say.close("completed")),
              Say.withdraw(offer),
              Say.leave(),
              Say.observe("done here"),
              Say.close("completed"));
      Set<Performative> said = EnumSet.noneOf(Performative.class);
      for (Utterance each : all) {
        said.add(each.performative());
        assertThat(Message.decode(each.performative(), each.body()))
            .as("%s", each)
            .isInstanceOf(Decoded.Valid.class);
      }
      assertThat(said).containsExactlyInAnyOrderElementsOf(Arrays.asList(Performative.values()));
    }
  }

  @Test
  void refusesToAnswerWhatCannotBeAnsweredSo(@TempDir Path folder) throws IOException {
    try (Pair pair = new Pair(folder)) {
      Pair.Both both = pair.introduced();
      Received note = both.alphas().send(Say.inform("status", TERMS)).orThrow();
      assertThatIllegalArgumentException().isThrownBy(() -> Say.accept(note));
      assertThatIllegalArgumentException().isThrownBy(() -> Say.counter(note, TERMS));
      assertThatIllegalArgumentException().isThrownBy(() -> Say.verify(note));
      assertThatIllegalArgumentException().isThrownBy(() -> Say.withdraw(note));
      assertThatIllegalArgumentException().isThrownBy(() -> Say.answer(note, TERMS));
      assertThatIllegalArgumentException().isThrownBy(() -> Say.askAbout(note, "what?"));
    }
  }

  @Test
  void invitesOnTermsThatCanBeRead() {
    Utterance invitation =
        Invite.to(Pair.BETA, "s")
            .lasting(Duration.ofHours(2))
            .timer(TimerKey.SILENCE, Duration.ofMinutes(1))
            .timer(TimerKey.AGREEING, Duration.ofMinutes(2))
            .rounds(9)
            .trusted(12.5)
            .decidedBy(List.of(Pair.ALPHA))
            .at(ScriptedNode.STEWARD);
    assertThat(SessionTerms.decode(terms(invitation), invitation.recipient()))
        .isInstanceOfSatisfying(
            Decoded.Valid.class,
            valid ->
                assertThat(valid.value())
                    .isInstanceOfSatisfying(
                        SessionTerms.class,
                        terms -> {
                          assertThat(terms.length(TimerKey.SILENCE)).hasMinutes(1);
                          assertThat(terms.length(TimerKey.AGREEING)).hasMinutes(2);
                          assertThat(terms.length(TimerKey.SESSION)).hasHours(2);
                          assertThat(terms.maxRounds()).contains(9);
                          assertThat(terms.minTrustScore()).isEqualTo(12.5);
                        }));
  }

  private static JsonObject terms(Utterance invitation) {
    return invitation.body().object("terms").orElseThrow();
  }

  @Test
  void writesAmountsWithoutLosingDigits() {
    assertThat(Amounts.json(new BigDecimal("10.50"))).isEqualTo(new JsonNumber(10.5));
    assertThat(Amounts.json(new BigDecimal("0.1"))).isEqualTo(new JsonNumber(0.1));
    assertThat(Amounts.json(new BigDecimal("12345678901234.56")))
        .isEqualTo(new JsonString("12345678901234.56"));
    assertThat(Amounts.json(new BigDecimal("99999999999999999999")))
        .isEqualTo(new JsonString("99999999999999999999"));
  }
}
