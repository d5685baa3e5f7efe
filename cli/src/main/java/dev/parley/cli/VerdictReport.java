package dev.parley.cli;

import dev.parley.cli.Palette.Ink;
import dev.parley.cli.Table.Side;
import dev.parley.client.transcript.Verdict;
import dev.parley.client.transcript.Verdict.Requirement;
import dev.parley.core.card.AgentCard;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.ledger.Amount;
import dev.parley.core.ledger.Hold;
import dev.parley.core.session.Promises;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.transcript.Finding;
import dev.parley.core.transcript.TranscriptLine;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a verification found, for people and for machines.
final class VerdictReport {
  private VerdictReport() {}

  /// Says it in words.
  static void say(Output output, Path file, Verdict verdict, Requirement requirement) {
    boolean holds = verdict.meets(requirement);
    output.say(
        file
            + ": "
            + (holds ? output.paint(Ink.GOOD, "holds") : output.paint(Ink.BAD, "DOES NOT HOLD")));
    output.say();
    Table proven = new Table(Side.LEFT, Side.LEFT, Side.LEFT);
    row(output, proven, "consistent", verdict.consistent(), consistent(verdict));
    verdict.finding().ifPresent(finding -> finding(proven, finding));
    row(output, proven, "complete", verdict.complete(), complete(verdict));
    row(output, proven, "anchored", verdict.anchored(), anchored(verdict));
    output.say(proven);
    output.say();
    verdict.header().ifPresent(header -> session(output, header, verdict));
    output.say("  Not proven:");
    for (String sentence : verdict.notProven()) {
      output.say("    - " + sentence);
    }
  }

  private static String consistent(Verdict verdict) {
    return verdict.consistent()
        ? verdict.messages()
            + " messages: chain, hashes, signatures, proofs and every transition hold"
        : verdict.messages() + " messages hold, then " + verdict.finding().orElseThrow().place();
  }

  private static void finding(Table table, Finding finding) {
    table.row("", "", finding.refusal().code().wire() + ": " + finding.refusal().message());
    finding.expected().ifPresent(text -> table.row("", "", "expected  " + text));
    finding.found().ifPresent(text -> table.row("", "", "found     " + text));
  }

  private static String complete(Verdict verdict) {
    return verdict
        .end()
        .map(
            end ->
                "the node signed the end: " + end.state() + " after " + end.count() + " messages")
        .orElse("no end line of the node that holds");
  }

  private static String anchored(Verdict verdict) {
    return switch (verdict.anchor()) {
      case NOT_GIVEN -> "nothing was given to compare the node with" + nodeCard(verdict);
      case MATCHES -> "the node is the expected one";
      case DIFFERS -> "the node is NOT the expected one" + nodeCard(verdict);
    };
  }

  private static String nodeCard(Verdict verdict) {
    return verdict
        .header()
        .flatMap(
            header ->
                verdict.cards().stream()
                    .filter(card -> card.agentId().equals(header.node()))
                    .findFirst())
        .map(card -> "; its card is " + card.hash())
        .orElse("");
  }

  private static void session(Output output, TranscriptLine.Header header, Verdict verdict) {
    Table table = new Table(Side.LEFT, Side.LEFT);
    table.row("  session", header.sessionId().toString());
    table.row("  node", header.node().text());
    table.row("  state", state(verdict.state()));
    for (AgentCard card : verdict.cards()) {
      if (!card.agentId().equals(header.node())) {
        table.row("  agent", card.agentId() + " (" + card.orgId() + "), card " + card.version());
      }
    }
    for (Commitment commitment : commitments(verdict)) {
      table.row(
          "  commitment",
          commitment.id() + " " + commitment.status() + ", " + obligations(commitment));
    }
    for (Hold hold : verdict.money().holds()) {
      table.row("  escrow", escrow(hold));
    }
    for (TranscriptLine.Rated each : verdict.ratings()) {
      table.row("  rating", each.rating().by() + " rates " + RatingLine.words(each.rating()));
    }
    verdict
        .money()
        .changes()
        .forEach(
            (account, changes) ->
                changes.forEach(
                    (currency, units) ->
                        table.row("  money", account + "  " + signed(units, currency))));
    EvidenceReport.rows(table, verdict.evidence());
    output.say(table);
    output.say();
  }

  private static String escrow(Hold hold) {
    String of = hold.amount() + " of " + hold.depositor() + " for " + hold.id().commitmentId();
    return switch (hold.status()) {
      case RESERVED -> of + ", reserved";
      case HELD -> of + ", " + hold.left() + " still held";
      case POSTED -> of + ", paid out";
      case VOIDED, EXPIRED -> of + ", given back";
    };
  }

  private static String signed(long units, String currency) {
    return (units < 0 ? "-" : "+") + new Amount(Math.abs(units), currency);
  }

  private static JsonArray money(Verdict verdict) {
    List<JsonValue> out = new ArrayList<>();
    verdict
        .money()
        .changes()
        .forEach(
            (account, changes) ->
                changes.forEach(
                    (currency, units) ->
                        out.add(
                            JsonObject.EMPTY
                                .with("account", account)
                                .with("currency", currency)
                                .with(
                                    "change",
                                    BigDecimal.valueOf(units, Amount.digits(currency).orElse(0))
                                        .toPlainString()))));
    return JsonArray.of(out);
  }

  private static String state(SessionState state) {
    return switch (state) {
      case SessionState.Ended ended -> ended.name() + " (" + ended.reason() + ")";
      case SessionState.Ongoing ongoing -> ongoing.name().name();
      case SessionState.Idle idle -> idle.name().name();
    };
  }

  private static String obligations(Commitment commitment) {
    Map<String, Long> counted =
        commitment.obligations().stream()
            .map(Obligation::status)
            .collect(Collectors.groupingBy(Enum::name, TreeMap::new, Collectors.counting()));
    return counted.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey())
        .collect(Collectors.joining(", ", "obligations: ", ""));
  }

  private static List<Commitment> commitments(Verdict verdict) {
    return verdict.state().said().map(Talk::promises).map(Promises::all).orElse(List.of());
  }

  static JsonObject json(Verdict verdict, Requirement requirement) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("holds", verdict.meets(requirement))
            .put("required", requirement.name().toLowerCase(Locale.ROOT))
            .put("consistent", verdict.consistent())
            .put("complete", verdict.complete())
            .put("anchored", verdict.anchored())
            .put("messages", verdict.messages())
            .put("state", verdict.state().name().name())
            .put("elapsedMs", verdict.elapsed().toMillis())
            .put("notProven", JsonArray.ofStrings(verdict.notProven()))
            .put(
                "commitments",
                JsonArray.of(
                    commitments(verdict).stream().<JsonValue>map(Commitment::json).toList()))
            .put("money", money(verdict))
            .put("evidence", EvidenceReport.json(verdict.evidence()))
            .put(
                "ratings",
                JsonArray.of(
                    verdict.ratings().stream()
                        .<JsonValue>map(each -> each.rating().json())
                        .toList()));
    verdict
        .header()
        .ifPresent(
            h -> out.put("sessionId", h.sessionId().toString()).put("node", h.node().text()));
    verdict.finding().ifPresent(finding -> out.put("finding", json(finding)));
    return out.build();
  }

  private static JsonObject json(Finding finding) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("line", finding.line())
            .put("code", finding.refusal().code().wire())
            .put("message", finding.refusal().message())
            .put("details", finding.refusal().details());
    finding.position().ifPresent(position -> out.put("position", position));
    return out.build();
  }

  private static void row(Output output, Table table, String name, boolean holds, String why) {
    String word = holds ? output.paint(Ink.GOOD, "yes") : output.paint(Ink.BAD, "NO");
    table.row("  " + name, word, why);
  }
}
