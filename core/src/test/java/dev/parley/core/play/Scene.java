package dev.parley.core.play;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.TimerKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How a random session begins: its terms and its guests.
final class Scene {
  private Scene() {}

  static JsonObject terms(Dice dice, Speaker counterparty) {
    List<JsonValue> invitees = new ArrayList<>();
    invitees.add(Words.invitee(counterparty, "counterparty"));
    if (dice.chance(50)) {
      invitees.add(Words.invitee(Players.EYE, "observer"));
    }
    boolean several = dice.chance(35);
    if (several) {
      invitees.add(maybe(dice, Players.GAMMA));
    }
    if (several && dice.chance(50)) {
      invitees.add(maybe(dice, Players.DELTA));
    }
    int hours = 1 + dice.below(1000);
    JsonObject.Builder terms =
        JsonObject.builder()
            .put("node", Players.NODE.uri().text())
            .put("invitees", JsonArray.of(invitees))
            .put("proposedDuration", Duration.ofHours(hours).toMillis())
            .put("maxEscalations", 1 + dice.below(4))
            .put("timers", timers(dice));
    if (several || hours % 4 != 0) { // else the operators of the node decide
      terms.put("authorities", JsonArray.ofStrings(List.of(Players.JUDGE.uri().text())));
    }
    if (dice.chance(50)) {
      terms.put("openDelegation", JsonBoolean.TRUE);
    }
    if (dice.chance(60)) {
      terms.put("consensus", rule(dice));
    }
    if (dice.chance(30)) {
      terms.put("maxRounds", 1 + dice.below(12));
    }
    if (dice.chance(3)) {
      terms.put("minTrustScore", (long) Conversation.SCORE + 1);
    }
    return terms.build();
  }

  private static JsonObject maybe(Dice dice, Speaker guest) {
    JsonObject invitee = Words.invitee(guest, "counterparty");
    return dice.chance(50) ? invitee.with("required", JsonBoolean.FALSE) : invitee;
  }

  /// How three or more decide.
  static JsonObject rule(Dice dice) {
    JsonObject rule =
        switch (dice.below(4)) {
          case 0 -> JsonObject.EMPTY.with("rule", "unanimous");
          case 1 -> JsonObject.EMPTY.with("rule", "majority");
          case 2 -> JsonObject.EMPTY.with("quorum", dice.of("1/3", "1/2", "2/3"));
          default ->
              JsonObject.EMPTY
                  .with("threshold", dice.of("1/3", "1/2", "1/1"))
                  .with(
                      "weighted",
                      JsonObject.EMPTY
                          .with("org_acme_example", dice.below(4))
                          .with("org_cloud_example", 1 + dice.below(4))
                          .with("org_audit_example", dice.below(4)));
        };
    return dice.chance(25)
        ? rule.with("veto", JsonArray.ofStrings(List.of("org_audit_example")))
        : rule;
  }

  /// Silence is mostly long, or no session would get far.
  private static JsonObject timers(Dice dice) {
    JsonObject timers = JsonObject.EMPTY;
    for (TimerKey key : TimerKey.values()) {
      boolean termOfTheSession = key.length().toMillis() > 0 && key != TimerKey.VERIFICATION;
      if (termOfTheSession && dice.chance(50)) {
        timers = timers.with(key.wire(), dice.length().toMillis());
      }
    }
    return dice.chance(80)
        ? timers.with(TimerKey.SILENCE.wire(), Duration.ofDays(3).toMillis())
        : timers;
  }
}
