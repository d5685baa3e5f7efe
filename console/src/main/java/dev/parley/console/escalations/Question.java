package dev.parley.console.escalations;

import dev.parley.console.words.Indented;
import dev.parley.console.words.Plain;
import dev.parley.console.words.TermRows;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import java.util.List;
import java.util.Optional;

/// An escalation with all that is needed to decide.
///
/// @param asked what is asked, by when
/// @param deciders who decides; nobody for the node's operators
/// @param options what the asker offers as answers
/// @param asksForBody whether it asks for one planned message
/// @param shown the planned message that would be bound, if the asker has lodged it
/// @param about what was said that the question is about, if it is about that
/// @param mandate what the principal's agent may do without asking, if that is known
/// @param budget how many escalations the principal has had, of how many
/// @param mayDecide whether who looks may decide
/// @param notice what the last attempt came to, if there was one
/// @param reason what was typed as the reason then
public record Question(
    Asked asked,
    List<String> deciders,
    List<String> options,
    boolean asksForBody,
    Optional<Shown> shown,
    Optional<About> about,
    List<TermRows.Row> mandate,
    String budget,
    boolean mayDecide,
    Optional<String> notice,
    String reason) {

  static List<String> texts(JsonObject json, String member) {
    return json.array(member).orElse(JsonArray.EMPTY).values().stream()
        .filter(JsonString.class::isInstance)
        .map(text -> Plain.text(((JsonString) text).value()))
        .toList();
  }

  /// A planned message: exactly what an approval would let through.
  ///
  /// @param rows as a table
  /// @param raw all of it
  /// @param hash the hash of its canonical form, which the approval names and signs
  public record Shown(List<TermRows.Row> rows, String raw, String hash) {
    static Shown of(JsonObject body) {
      return new Shown(
          TermRows.of(body, Optional.empty()),
          Indented.of(body),
          Hash.of(CanonicalJson.bytes(body)).text());
    }
  }

  /// Something that was said.
  ///
  /// @param position where
  /// @param sentence by whom, and as what
  /// @param rows its body
  public record About(long position, String sentence, List<TermRows.Row> rows) {
    static About of(JsonObject json) {
      return new About(
          json.integer("position").orElse(0),
          Plain.agent(json.string("sender").orElse(""))
              + ", "
              + json.string("performative").orElse(""),
          TermRows.of(json.object("body").orElse(JsonObject.EMPTY), Optional.empty()));
    }
  }

  /// Whether it asks for a body that nobody has lodged: then it can only be refused.
  ///
  /// @return true if so
  public boolean unseen() {
    return asksForBody && shown.isEmpty();
  }
}
