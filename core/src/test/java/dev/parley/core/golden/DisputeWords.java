package dev.parley.core.golden;

import dev.parley.core.dispute.Bond;
import dev.parley.core.dispute.DisputeEffect;
import dev.parley.core.dispute.Settlement;
import dev.parley.core.dispute.TrustEvent;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import java.util.List;

/// Effects of disputes as the vectors write them.
final class DisputeWords {
  private DisputeWords() {}

  static JsonArray effects(List<DisputeEffect> effects) {
    return JsonArray.of(effects.stream().map(DisputeWords::effect).toList());
  }

  private static JsonObject effect(DisputeEffect effect) {
    return switch (effect) {
      case DisputeEffect.Opened(String commitment, int obligation) ->
          of("opened").with("commitmentId", commitment).with("obligation", obligation);
      case DisputeEffect.BondHeld(Bond.Posted(AgentUri by, Bond bond)) ->
          of("bond-held")
              .with("by", by.text())
              .with("amount", bond.amount().decimal().toPlainString())
              .with("source", bond.source().wire());
      case DisputeEffect.Missed missed ->
          of("missed").with("timer", missed.timer().wire()).with("who", agents(missed.who()));
      case DisputeEffect.RulingStands(var ruling) ->
          of("ruling-stands")
              .with("basis", ruling.basis().wire())
              .with("upheld", JsonBoolean.of(ruling.decision().upheld()))
              .with("severity", ruling.decision().severity())
              .with("valueShare", ruling.decision().valueShare().toPlainString());
      case DisputeEffect.ObligationStands(String commitment, int obligation, var status) ->
          of("obligation-stands")
              .with("commitmentId", commitment)
              .with("obligation", obligation)
              .with("status", status.name());
      case DisputeEffect.Settled(Settlement settlement) ->
          of("settled")
              .with(
                  "parts",
                  JsonArray.of(settlement.parts().stream().map(DisputeWords::part).toList()));
      case DisputeEffect.TrustRecorded(TrustEvent event) ->
          of("trust-recorded")
              .with("agent", event.agent().text())
              .with("counterparty", event.counterparty().text())
              .with("finding", event.finding().name())
              .with("severity", event.severity())
              .with("selfReported", JsonBoolean.of(event.selfReported()))
              .with("forgiven", JsonBoolean.of(event.forgiven()));
      case DisputeEffect.ForgivenLater(AgentUri by) -> of("forgiven-later").with("by", by.text());
    };
  }

  private static JsonObject part(Settlement.Part part) {
    JsonObject out =
        switch (part.from()) {
          case Settlement.Pot.Escrow() -> JsonObject.EMPTY.with("from", "escrow");
          case Settlement.Pot.BondOf(AgentUri by) -> JsonObject.EMPTY.with("bondOf", by.text());
        };
    return out.with("to", part.to().map(AgentUri::text).orElse("burned"))
        .with("amount", part.amount().decimal().toPlainString())
        .with("currency", part.amount().currency());
  }

  private static JsonArray agents(List<AgentUri> agents) {
    return JsonArray.ofStrings(agents.stream().map(AgentUri::text).toList());
  }

  private static JsonObject of(String name) {
    return JsonObject.EMPTY.with("effect", name);
  }
}
