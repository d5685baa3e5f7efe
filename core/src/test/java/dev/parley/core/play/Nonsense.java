package dev.parley.core.play;

import dev.parley.core.Conversation;
import dev.parley.core.Words;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.message.Reference.Kind;
import java.time.Duration;
import java.time.Instant;

/// Well-formed words without regard to who says them when about what.
final class Nonsense {
  private Nonsense() {}

  static Words about(String id, String fresh, Conversation talk, Dice dice) {
    Kind kind = dice.of(Kind.values());
    JsonNumber index = JsonNumber.of(dice.below(4));
    return switch (dice.of(Performative.values())) {
      case PROPOSE ->
          dice.chance(20)
              ? Words.invitation(Players.NODE, Players.BETA).with("proposalId", fresh)
              : Words.propose(fresh);
      case ACCEPT -> Words.accept(kind, id);
      case REJECT -> Words.reject(kind, id);
      case COUNTER -> Words.counter(fresh, id);
      case INFORM -> informs(id, fresh, index, dice);
      case QUERY -> Words.query(fresh);
      case CLARIFY -> Words.clarify(id);
      case COMMIT -> {
        Words words =
            Words.commit(
                fresh,
                dice.of(Players.ALPHA, Players.BETA, Players.EYE).uri(),
                deadline(talk, dice));
        yield dice.of(words, words.with("amends", id), words.with("proposalId", id));
      }
      case DELEGATE ->
          Words.delegate(
              fresh, dice.pick(Players.AIDES).orElseThrow(), dice.of("advisory", "commit"));
      case ESCALATE ->
          Words.escalate(fresh)
              .with("to", dice.of(Players.EYE, Players.MANAGER, Players.BETA).uri().text());
      case WITHDRAW ->
          dice.of(
              Words.withdraw(Kind.PROPOSAL, id),
              Words.withdraw(Kind.COMMITMENT, id),
              Words.withdraw(Kind.DELEGATION, id));
      case OBSERVE -> Words.clarify(fresh);
      case CLOSE -> Words.inform(dice.of("escrow", "reveal", "impasse"));
    };
  }

  private static Instant deadline(Conversation talk, Dice dice) {
    return dice.chance(30)
        ? talk.now().minus(Duration.ofSeconds(1))
        : talk.now().plus(dice.length());
  }

  private static Words informs(String id, String fresh, JsonNumber index, Dice dice) {
    JsonObject data = JsonObject.EMPTY.with("timer", "silence").with("commitmentId", id);
    return dice.of(
        Words.fulfillment(fresh, id).with("obligation", index),
        Words.release(id).with("obligation", index),
        Words.resolution(id, dice.of("resume", "close", "fail")),
        Words.inform("timeout").with("data", data),
        Words.inform("breach").with("data", data),
        Words.inform("status").with("inReplyTo", id),
        Words.identity(dice.of(Players.ALPHA, Players.BETA, Players.JUDGE)),
        Words.error("hash_mismatch").with("fatal", JsonBoolean.TRUE));
  }
}
