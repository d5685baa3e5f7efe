package dev.parley.console.disputes;

import dev.parley.console.page.Door;
import dev.parley.console.page.Frame;
import dev.parley.console.page.Site;
import dev.parley.console.page.Sought;
import dev.parley.console.page.Visit;
import dev.parley.console.people.Role;
import dev.parley.console.words.Plain;
import dev.parley.console.words.TermRows;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.dispute.Decision;
import dev.parley.core.dispute.StageName;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.http.Answer;
import dev.parley.server.http.Route;
import dev.parley.server.sessions.DisputeDesk;
import dev.parley.server.sessions.DisputeOutcome;
import dev.parley.server.sessions.SessionReader;
import dev.parley.server.store.OverviewStore.Disputed;
import dev.parley.server.store.OverviewStore.Filed;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// Disputes: the list, one with both sides beside what was agreed, and the ruling of a person with
/// what it would come to.
public final class DisputePages {
  private static final String ONE = Site.ROOT + "/disputes/{disputeId}";
  private static final int ROWS = 25;

  private final Site site;
  private final DisputeDesk desk;

  /// Makes the pages.
  ///
  /// @param site what they stand on
  public DisputePages(Site site) {
    this.site = site;
    this.desk = site.node().sessions().disputes();
  }

  /// Where a dispute is shown.
  ///
  /// @param id its id
  /// @return a path
  static String path(String id) {
    return Site.ROOT + "/disputes/" + Site.part(id);
  }

  /// Their routes.
  ///
  /// @return all of them
  public List<Route> routes() {
    return List.of(
        site.door().get(Frame.Place.DISPUTES.href(), this::list),
        site.door().get(ONE, visit -> detail(visit, RulingForm.empty(mayRule(visit)), 200)),
        site.door().post(ONE, EnumSet.of(Role.OPERATOR), this::rule));
  }

  private static boolean mayRule(Visit visit) {
    return visit.person().role() == Role.OPERATOR;
  }

  private Answer list(Visit visit) {
    Optional<StageName> stage = visit.chosen("stage", StageName.values());
    Sought sought = Sought.of(visit);
    List<Filed> found =
        sought
            .reach()
            .map(
                whose ->
                    site.overview()
                        .disputes(
                            new Disputed(
                                visit.person().scope().reach(),
                                whose,
                                stage.map(Enum::name),
                                visit.call().parameter("after").orElse(""),
                                ROWS + 1)))
            .orElseGet(List::of);
    List<Filed> shown = found.subList(0, Math.min(ROWS, found.size()));
    DisputeList view =
        new DisputeList(
            shown.stream().map(this::row).toList(),
            stage,
            sought,
            found.size() > ROWS ? Optional.of(shown.getLast().dispute()) : Optional.empty());
    Frame frame = site.html().frame("Disputes", Optional.of(visit.who()), Frame.Place.DISPUTES);
    return site.html().page("disputes", frame, view);
  }

  private DisputeList.Row row(Filed filed) {
    JsonObject json = desk.view(filed.dispute()).orElse(JsonObject.EMPTY);
    return new DisputeList.Row(
        filed.dispute(),
        filed.session().toString(),
        StageName.valueOf(filed.stage()),
        Plain.agent(json.string("complainant").orElse("")),
        Plain.agent(json.string("respondent").orElse("")),
        Plain.word(json.string("reason").orElse("")));
  }

  /// A dispute about a session that the person may see.
  private Optional<JsonObject> found(Visit visit) {
    return desk.view(visit.call().part("disputeId"))
        .filter(json -> reader(visit, json).isPresent());
  }

  private Optional<SessionReader> reader(Visit visit, JsonObject dispute) {
    return dispute.string("sessionId").flatMap(session -> site.reader(visit.person(), session));
  }

  private Answer detail(Visit visit, RulingForm form, int status) {
    return found(visit)
        .map(
            json ->
                site.html()
                    .page(
                        status,
                        "dispute",
                        site.html()
                            .frame("Dispute", Optional.of(visit.who()), Frame.Place.DISPUTES),
                        view(visit, json, form)))
        .orElseGet(() -> site.html().lost(visit.who()));
  }

  private DisputeDetail view(Visit visit, JsonObject json, RulingForm form) {
    StageName stage = json.string("stage").map(StageName::valueOf).orElseThrow();
    RulingForm offered = form.open() && stage != StageName.PERSON ? RulingForm.empty(false) : form;
    return new DisputeDetail(
        json.string("disputeId").orElse(""),
        json.string("sessionId").orElse(""),
        stage,
        Plain.agent(json.string("complainant").orElse("")),
        Plain.agent(json.string("respondent").orElse("")),
        Plain.word(json.string("reason").orElse("")),
        agreed(visit, json),
        json.object("escrow")
            .map(m -> m.string("amount").orElse("") + " " + m.string("currency").orElse("")),
        DisputeDetail.said(json),
        DisputeDetail.ruling(json),
        json.string("due").flatMap(Timestamp::parse),
        offered);
  }

  /// The obligation that it is about, as the session has it.
  private List<TermRows.Row> agreed(Visit visit, JsonObject json) {
    int index = (int) json.integer("obligation").orElse(0);
    return reader(visit, json)
        .flatMap(reader -> reader.view().state().said())
        .flatMap(talk -> talk.promises().byId(json.string("commitmentId").orElse("")))
        .filter(commitment -> index < commitment.obligations().size())
        .map(commitment -> rows(commitment, commitment.obligations().get(index)))
        .orElseGet(List::of);
  }

  private static List<TermRows.Row> rows(Commitment commitment, Obligation obligation) {
    JsonObject json =
        JsonObject.builder()
            .put("commitment", commitment.id())
            .put("who owes", Plain.agent(obligation.debtor()))
            .put("to whom", Plain.agent(obligation.creditor()))
            .put("what", obligation.terms().action())
            .put("until", Plain.time(obligation.deadline()))
            .put("status", Plain.word(obligation.status().name()))
            .build();
    return TermRows.of(json, Optional.empty());
  }

  /// First what it would come to, then, by a second button, the ruling.
  private Answer rule(Visit visit) {
    RulingForm form = RulingForm.of(visit, true);
    Optional<JsonObject> json = found(visit);
    if (json.isEmpty()) {
      return site.html().lost(visit.who());
    }
    Optional<Decision> decision = form.decision();
    if (decision.isEmpty()) {
      return detail(
          visit,
          form.noting("Say who is right, a severity of 1 to 5, and a share of 0 to 1."),
          400);
    }
    String id = visit.call().part("disputeId");
    RulingForm shown = desk.foresee(id, decision.get()).map(form::showing).orElse(form);
    if (visit.field("act").filter("rule"::equals).isEmpty()) {
      return detail(visit, shown, 200);
    }
    if (form.grounds().isEmpty()) {
      return detail(visit, shown.noting("Say why: both sides will read it."), 400);
    }
    return switch (desk.rule(id, form.order(visit.person().name()))) {
      case DisputeOutcome.Accepted _, DisputeOutcome.Repeated _ -> Door.seeOther(path(id));
      case DisputeOutcome.Refused(Refusal refusal, _) ->
          detail(visit, shown.noting("Nothing was ruled: " + refusal.message() + "."), 409);
    };
  }
}
