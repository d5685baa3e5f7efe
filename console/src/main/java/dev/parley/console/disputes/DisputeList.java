package dev.parley.console.disputes;

import dev.parley.console.page.Frame;
import dev.parley.console.page.Site;
import dev.parley.console.page.Sought;
import dev.parley.console.words.DisputeWords;
import dev.parley.core.dispute.StageName;
import java.util.List;
import java.util.Optional;

/// A page of disputes.
///
/// @param rows by their ids
/// @param stage the stage that was asked for
/// @param sought whose were asked for
/// @param next where the next page begins, if there is one
public record DisputeList(
    List<Row> rows, Optional<StageName> stage, Sought sought, Optional<String> next) {

  /// A dispute in the list.
  ///
  /// @param id its id
  /// @param session its session
  /// @param stage where it stands
  /// @param complainant who complains
  /// @param respondent about whom
  /// @param reason why
  public record Row(
      String id,
      String session,
      StageName stage,
      String complainant,
      String respondent,
      String reason) {
    /// Where it is shown.
    ///
    /// @return a path
    public String href() {
      return DisputePages.path(id);
    }

    /// The stage in words.
    ///
    /// @return what it waits for
    public String stageWord() {
      return DisputeWords.of(stage);
    }

    /// How that looks.
    ///
    /// @return a class; empty for what needs nobody who looks
    public String mood() {
      return stage == StageName.PERSON ? "open" : "";
    }
  }

  /// The stages that can be asked for.
  ///
  /// @return in the order of a dispute's life
  public List<StageName> stages() {
    return List.of(StageName.values());
  }

  /// Where the next page is.
  ///
  /// @return a path with a query
  public String nextHref() {
    return Frame.Place.DISPUTES.href()
        + "?stage="
        + stage.map(Enum::name).orElse("")
        + "&agent="
        + Site.part(sought.typed())
        + "&after="
        + Site.part(next.orElse(""));
  }
}
