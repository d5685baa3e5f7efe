package dev.parley.console.lab;

import dev.parley.console.page.Frame;
import dev.parley.console.page.Site;
import dev.parley.console.page.Visit;
import dev.parley.console.words.Plain;
import dev.parley.server.http.Answer;
import dev.parley.server.http.Route;
import java.util.List;
import java.util.Optional;

/// What the laboratory found. Simulated markets have no secrets, so everybody who is signed in may
/// look.
public final class LabPages {
  private final Site site;
  private final OwnReports own;

  /// Makes the pages.
  ///
  /// @param site what they stand on
  public LabPages(Site site) {
    this.site = site;
    this.own = new OwnReports(site.node().directory());
  }

  /// Their routes.
  ///
  /// @return all of them
  public List<Route> routes() {
    return List.of(
        site.door().get(Frame.Place.LAB.href(), this::list),
        site.door().get(Frame.Place.LAB.href() + "/{name}", this::one));
  }

  private Answer list(Visit visit) {
    OwnReports.Found found = own.all();
    return site.html()
        .page(
            "lab",
            frame("Lab", visit),
            new LabList(Published.all(), found.reports(), found.leftOut()));
  }

  private Answer one(Visit visit) {
    String name = visit.call().part("name");
    return Published.find(name)
        .or(() -> own.find(name))
        .map(kept -> shown(visit, kept))
        .orElseGet(() -> site.html().lost(visit.who()));
  }

  private Answer shown(Visit visit, Kept kept) {
    return switch (kept) {
      case Kept.Legible(_, LabReport report) ->
          site.html().page("labReport", frame(report.title(), visit), report);
      case Kept.Illegible(String name, String why) ->
          site.html()
              .sorry(
                  404,
                  Optional.of(visit.who()),
                  "Nothing to show",
                  Plain.text(name) + " cannot be shown: " + why + ".");
    };
  }

  private Frame frame(String title, Visit visit) {
    return site.html().frame(title, Optional.of(visit.who()), Frame.Place.LAB);
  }
}
