package dev.parley.console.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.console.VisitedNode;
import dev.parley.console.people.Person;
import dev.parley.console.people.Role;
import dev.parley.console.people.Scope;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What people see of what agents may learn.
final class LearnPagesTest {
  private static final String HOSTILE = "<script>alert(1)</script>";

  @Test
  void offersAndShowsTheAgentsInScopeOnly() {
    try (VisitedNode node = new VisitedNode()) {
      node.registered("agent://acme.example/buyer", "Buyer");
      node.registered("agent://gadgets.example/seller", "Seller");
      VisitedNode.Browser acme =
          node.as(new Person("Vera", Role.VIEWER, new Scope.Organisation("acme.example")));
      assertThat(acme.page("/console/learn"))
          .contains(">acme.example/buyer<")
          .doesNotContain("gadgets.example");
      assertThat(acme.page("/console/learn?agent=acme.example%2Fbuyer&last=20"))
          .contains("nothing to learn from yet");
      for (String other : List.of("gadgets.example/seller", "acme.example/nobody", HOSTILE)) {
        String query = java.net.URLEncoder.encode(other, java.nio.charset.StandardCharsets.UTF_8);
        var answer = acme.fetch("/console/learn?agent=" + query);
        assertThat(answer.statusCode()).as(other).isEqualTo(404);
        assertThat(answer.body()).doesNotContain(HOSTILE);
      }
      assertThat(
              node.as(new Person("Olga", Role.OPERATOR, new Scope.Node())).page("/console/learn"))
          .contains(">acme.example/buyer<", ">gadgets.example/seller<");
    }
  }

  private static JsonObject row() {
    JsonObject.Builder row = JsonObject.builder();
    for (String member :
        List.of(
            "kind", "advice", "why", "capability", "counterparty", "path", "currency", "role")) {
      row.put(member, HOSTILE);
    }
    for (String member :
        List.of(
            "side", "from", "to", "outcome", "reason", "what", "measure", "verdict", "figure")) {
      row.put(member, HOSTILE);
    }
    JsonObject price =
        JsonObject.EMPTY
            .with("counterparty", HOSTILE)
            .with("sessionId", "\"" + HOSTILE)
            .with("endedAt", HOSTILE)
            .with("amount", HOSTILE);
    return row.put("steps", JsonArray.ofStrings(List.of(HOSTILE)))
        .put("shares", JsonArray.ofStrings(List.of(HOSTILE, "0.5")))
        .put("newest", JsonArray.of(List.of(price)))
        .build()
        .with("subject", JsonObject.EMPTY.with("counterparty", HOSTILE));
  }

  @Test
  void neverTakesACounterpartysWordsForMarkup() {
    JsonArray rows = JsonArray.of(List.of(row()));
    JsonObject report = JsonObject.EMPTY.with("sessions", 1).with("from", HOSTILE);
    for (String list :
        List.of(
            "proposals",
            "capabilities",
            "counterparties",
            "prices",
            "concessions",
            "reasons",
            "predictions")) {
      report = report.with(list, rows);
    }
    report =
        report
            .with("flow", JsonObject.EMPTY.with("edges", rows).with("variants", rows))
            .with("shared", JsonObject.EMPTY.with("figures", rows));
    StringOutput out = new StringOutput();
    TemplateEngine.createPrecompiled(
            null,
            ContentType.Html,
            LearnPages.class.getClassLoader(),
            "dev.parley.console.templates")
        .render("lesson.jte", Map.of("view", new Lesson(report)), out);
    assertThat(out.toString()).contains("&lt;script&gt;alert(1)").doesNotContain("<script");
  }
}
