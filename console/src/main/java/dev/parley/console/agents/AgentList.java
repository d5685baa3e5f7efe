package dev.parley.console.agents;

import dev.parley.console.page.Frame;
import dev.parley.console.page.Site;
import dev.parley.console.words.Plain;
import dev.parley.core.card.AgentCard;
import dev.parley.server.registry.TrustLevel;
import java.util.List;
import java.util.Optional;

/// A page of agents.
///
/// @param rows the highest trust first
/// @param asked what was asked for
/// @param next where the next page begins, if there is one
/// @param fault what is wrong with what was asked for, if so
public record AgentList(
    List<Row> rows, Asked asked, Optional<String> next, Optional<String> fault) {

  /// What was asked for, as it was typed.
  ///
  /// @param capability what agents must offer
  /// @param trust the least score
  /// @param text what their name or address has to contain
  public record Asked(String capability, String trust, String text) {
    String query() {
      return "?capability=%s&trust=%s&text=%s"
          .formatted(Site.part(capability), Site.part(trust), Site.part(text));
    }
  }

  /// An agent in the list.
  ///
  /// @param card its card
  /// @param hundredths its score
  public record Row(AgentCard card, int hundredths) {
    private static final int CAPABILITIES = 6;

    /// Where it is shown.
    ///
    /// @return a path
    public String href() {
      return AgentPages.path(card.agentId().text());
    }

    /// Its address.
    ///
    /// @return such as `acme.example/buyer`
    public String brief() {
      return Plain.agent(card.agentId());
    }

    /// What it calls itself.
    ///
    /// @return its own words
    public String name() {
      return Plain.text(card.name());
    }

    /// Its score.
    ///
    /// @return 0 to 100 with two decimals
    public String trust() {
      return Plain.points(hundredths);
    }

    /// Its level.
    ///
    /// @return one word
    public String level() {
      return TrustLevel.of(hundredths / 100.0).title();
    }

    /// What it offers, the first of it.
    ///
    /// @return its own words
    public String offers() {
      int all = card.capabilities().size();
      String first =
          String.join(
              ", ", card.capabilities().stream().limit(CAPABILITIES).map(Plain::text).toList());
      return all > CAPABILITIES ? first + " and " + (all - CAPABILITIES) + " more" : first;
    }
  }

  /// Where the next page is.
  ///
  /// @return a path with a query
  public String nextHref() {
    return Frame.Place.AGENTS.href() + asked.query() + "&after=" + Site.part(next.orElse(""));
  }
}
