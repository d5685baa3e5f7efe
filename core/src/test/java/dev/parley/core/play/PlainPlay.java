package dev.parley.core.play;

import dev.parley.core.Conversation;
import dev.parley.core.Words;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Step;
import dev.parley.core.session.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A random session by the rules, of which only what was said is wanted: [Play] without those who
/// break the rules, and without looking into what comes of each message.
public final class PlainPlay {
  private final Dice dice;
  private final Players players = new Players();
  private final Conversation talk = Conversation.with(Players.NODE, ClockKind.REAL);
  private int named;

  private PlainPlay(long seed) {
    dice = new Dice(seed);
    players.all().forEach(talk::knows);
  }

  /// Plays one.
  ///
  /// @param seed which
  /// @param steps how long at most
  /// @return what was said
  public static List<Conversation.Delivered> session(long seed, int steps) {
    PlainPlay play = new PlainPlay(seed);
    play.say(Option.of("invite", Players.ALPHA, Words.invitation(play.terms())));
    for (int i = 0; i < steps && play.talk.state() instanceof SessionState.Ongoing; i++) {
      play.step();
    }
    return play.talk.accepted();
  }

  /// Half of the sessions have three principals that decide together.
  private JsonObject terms() {
    JsonObject terms = Scene.terms(dice, Players.BETA);
    return dice.chance(50)
        ? terms
            .without("consensus")
            .without("minTrustScore")
            .with(
                "invitees",
                JsonArray.of(
                    List.of(
                        Words.invitee(Players.BETA, "counterparty"),
                        Words.invitee(Players.GAMMA, "counterparty"))))
        : terms;
  }

  private void step() {
    Optional<Timer> first = talk.state().timers().stream().findFirst();
    if (first.filter(timer -> !timer.due().isAfter(talk.now())).isPresent()) {
      talk.records();
    } else if (dice.chance(14)) {
      talk.later(dice.chance(70) ? Duration.ofMillis(dice.below(4000)) : dice.length());
    } else {
      List<Option> options =
          Options.of(talk.state(), talk.now(), players, dice, () -> "x" + ++named);
      (dice.chance(5) ? dice.pick(ends(options)) : Play.choose(options, dice)).ifPresent(this::say);
    }
  }

  /// Mostly somebody wants to end it, now and then the node has to.
  private List<Option> ends(List<Option> options) {
    String kind = dice.chance(85) ? "close" : "fatal";
    return options.stream().filter(option -> option.kind().equals(kind)).toList();
  }

  private void say(Option option) {
    Conversation.Saying saying = talk.says(option.speaker(), option.words());
    option.to().ifPresent(saying::to);
    if (saying.send() instanceof Step.Moved && option.kind().equals("rotate")) {
      talk.knows(option.speaker().rotated());
      players.uses(option.speaker().rotated());
    }
  }
}
