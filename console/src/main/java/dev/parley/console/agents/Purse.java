package dev.parley.console.agents;

import dev.parley.console.words.Plain;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// An agent's money, for who runs the node.
///
/// @param balances by currency
/// @param lines what moved, the newest first
public record Purse(List<Balance> balances, List<Line> lines) {
  /// How many movements a page shows.
  static final int LINES = 20;

  /// What there is in a currency.
  ///
  /// @param currency three capitals
  /// @param available what it can spend
  /// @param held what is set aside
  public record Balance(String currency, String available, String held) {}

  /// A movement.
  ///
  /// @param at when
  /// @param amount how much
  /// @param from from which account
  /// @param to to which account
  public record Line(String at, String amount, String from, String to) {}

  /// Reads a statement.
  ///
  /// @param statement as the ledger has it
  static Purse of(JsonObject statement) {
    return new Purse(
        rows(statement, "balances")
            .map(
                row ->
                    new Balance(word(row, "currency"), word(row, "available"), word(row, "held")))
            .toList(),
        rows(statement, "lines")
            .map(
                row ->
                    new Line(
                        word(row, "at"),
                        word(row, "amount") + " " + word(row, "currency"),
                        Plain.agent(word(row, "from")),
                        Plain.agent(word(row, "to"))))
            .toList());
  }

  private static Stream<JsonObject> rows(JsonObject in, String member) {
    return StreamSupport.stream(in.array(member).orElse(JsonArray.EMPTY).spliterator(), false)
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast);
  }

  private static String word(JsonObject in, String member) {
    return Plain.text(in.string(member).orElse(""));
  }
}
