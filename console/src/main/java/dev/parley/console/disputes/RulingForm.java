package dev.parley.console.disputes;

import dev.parley.console.page.Visit;
import dev.parley.console.words.Plain;
import dev.parley.core.dispute.Decision;
import dev.parley.core.dispute.Foresight;
import dev.parley.core.dispute.Settlement;
import dev.parley.core.dispute.TrustEvent;
import dev.parley.core.error.Decoded;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A ruling as it is being written.
///
/// @param open whether who looks may rule now
/// @param upheld whether the complaint is right, once that was said
/// @param severity 1 to 5
/// @param share of the escrow, to who was harmed, 0 to 1
/// @param grounds why
/// @param effects what it would come to, once that was asked
/// @param notice what the last attempt came to, if there was one
public record RulingForm(
    boolean open,
    Optional<Boolean> upheld,
    String severity,
    String share,
    String grounds,
    Optional<List<String>> effects,
    Optional<String> notice) {

  static RulingForm empty(boolean open) {
    return new RulingForm(open, Optional.empty(), "3", "1", "", Optional.empty(), Optional.empty());
  }

  static RulingForm of(Visit visit, boolean open) {
    return new RulingForm(
        open,
        visit.field("upheld").map("yes"::equals),
        visit.field("severity").orElse("3"),
        visit.field("share").orElse("1"),
        visit.field("grounds").orElse(""),
        Optional.empty(),
        Optional.empty());
  }

  RulingForm noting(String notice) {
    return new RulingForm(open, upheld, severity, share, grounds, effects, Optional.of(notice));
  }

  RulingForm showing(Foresight foresight) {
    return new RulingForm(
        open, upheld, severity, share, grounds, Optional.of(words(foresight)), notice);
  }

  /// What the desk takes: a complaint that is wrong moves no escrow.
  JsonObject order(String by) {
    boolean right = upheld.orElse(false);
    JsonObject.Builder out =
        JsonObject.builder()
            .put("upheld", right)
            .put("severity", severity.matches("[1-5]") ? Long.parseLong(severity) : 0)
            .put("valueShare", right ? share : "0");
    return out.put("grounds", grounds + " (" + by + ")").build();
  }

  /// The decision, if it is whole.
  Optional<Decision> decision() {
    if (upheld.isEmpty()) {
      return Optional.empty();
    }
    Members in = Members.of(order(""), "");
    Optional<Decision> read = Decision.read(in);
    return in.result(() -> read.orElseThrow()) instanceof Decoded.Valid<Decision>(Decision decision)
        ? Optional.of(decision)
        : Optional.empty();
  }

  /// Who rules is asked for severity even where the complaint is wrong: it counts for a complaint
  /// without reason.
  private static List<String> words(Foresight foresight) {
    List<String> out = new ArrayList<>();
    out.add(
        switch (foresight.outcome()) {
          case BREACHED -> "The obligation counts as broken.";
          case FULFILLED -> "The obligation counts as fulfilled.";
          case UNCHANGED -> "The obligation stays as it was before the dispute.";
        });
    foresight.money().forEach(part -> out.add(money(part)));
    if (foresight.money().isEmpty()) {
      out.add("No money moves.");
    }
    foresight.events().forEach(event -> out.add(trust(event)));
    return List.copyOf(out);
  }

  private static String money(Settlement.Part part) {
    String amount = part.amount().decimal().toPlainString() + " " + part.amount().currency();
    String from =
        switch (part.from()) {
          case Settlement.Pot.Escrow() -> "out of the escrow";
          case Settlement.Pot.BondOf(var by) -> "out of the bond of " + Plain.agent(by);
        };
    return part.to()
        .map(to -> "%s gets %s %s.".formatted(Plain.agent(to), amount, from))
        .orElseGet(() -> "%s %s is burned.".formatted(amount, from));
  }

  private static String trust(TrustEvent event) {
    String who = Plain.agent(event.agent());
    return switch (event.finding()) {
      case BREACHED ->
          "%s: a breach of severity %d enters its record%s."
              .formatted(
                  who,
                  event.severity(),
                  event.selfReported() ? " (halved, it said so itself)" : "");
      case KEPT -> who + ": an obligation kept enters its record.";
      case WRONGED -> who + ": its record shows that it was wronged; its score does not fall.";
      case UNFOUNDED -> who + ": a complaint without reason enters its record.";
      case NOTHING -> who + ": nothing enters its record.";
    };
  }
}
