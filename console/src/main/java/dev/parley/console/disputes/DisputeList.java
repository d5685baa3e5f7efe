package dev.parley.console.disputes;

import dev.parley.console.page.Frame;
import dev.parley.console.page.Site;
import dev.parley.console.words.Plain;
import java.util.List;
import java.util.Optional;

/// A page of disputes.
///
/// @param rows by their ids
/// @param stage the stage that was asked for
/// @param stages what can be asked for
/// @param next where the next page begins, if there is one
public record DisputeList(
    List<Row> rows, Optional<String> stage, List<String> stages, Optional<String> next) {

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
      String stage,
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
    /// @return lower-case
    public String stageWord() {
      return Plain.word(stage);
    }
  }

  /// Where the next page is.
  ///
  /// @return a path with a query
  public String nextHref() {
    return Frame.Place.DISPUTES.href()
        + "?stage="
        + stage.orElse("")
        + "&after="
        + Site.part(next.orElse(""));
  }
}
