package dev.parley.core.play;

import static dev.parley.core.play.Invariants.require;

import dev.parley.core.Conversation;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.session.Step;
import java.util.List;
import java.util.Optional;

/// Two who speak on the same head: whichever comes first, the other one is refused.
final class Race {
  private Race() {}

  /// Runs a race in both orders.
  ///
  /// @return how many races there were, 0 or 1
  static int between(Conversation talk, List<Option> options, Dice dice) {
    Optional<Option> one = dice.pick(options);
    Optional<Option> other =
        dice.pick(
            options.stream()
                .filter(o -> one.filter(x -> !x.speaker().equals(o.speaker())).isPresent())
                .toList());
    if (one.isEmpty() || other.isEmpty()) {
      return 0;
    }
    int won = run(talk, one.get(), other.get()) + run(talk, other.get(), one.get());
    return won == 2 ? 1 : 0;
  }

  /// @return 1 if the first was accepted
  private static int run(Conversation talk, Option first, Option second) {
    Conversation fork = talk.fork();
    Conversation.Saying early = fork.says(first.speaker(), first.words());
    Conversation.Saying late = fork.says(second.speaker(), second.words());
    if (early.send() instanceof Step.Refused) {
      return 0;
    }
    Step step = late.send();
    boolean lost =
        step instanceof Step.Refused(Refusal why)
            && (why.code() == ErrorCode.CHAIN_CONFLICT
                || why.code() == ErrorCode.NOT_PARTICIPANT
                || (why.code() == ErrorCode.INVALID_TRANSITION && fork.state().name().terminal()));
    require(lost, "both %s and %s were accepted on one head", first, second);
    return 1;
  }
}
