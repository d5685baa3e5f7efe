package dev.parley.console.page;

import dev.parley.console.people.SignedIn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What stands around the content of a page.
///
/// @param title the page's title
/// @param node the node's domain
/// @param who who looks, if somebody is signed in
/// @param current the place in the navigation
/// @param assets where scripts and styles are
public record Frame(
    String title, String node, Optional<SignedIn> who, Place current, Assets assets) {

  /// The places of the navigation.
  public enum Place {
    /// How the node is doing.
    OVERVIEW("Overview", ""),
    /// Sessions.
    SESSIONS("Sessions", "/sessions"),
    /// Agents.
    AGENTS("Agents", "/agents"),
    /// What waits for people.
    ESCALATIONS("Escalations", "/escalations"),
    /// Disputes.
    DISPUTES("Disputes", "/disputes"),
    /// What agents may learn from their sessions.
    LEARN("Learn", "/learn"),
    /// What the laboratory found.
    LAB("Lab", "/lab"),
    /// None of them.
    NOWHERE("", "");

    private final String title;
    private final String path;

    Place(String title, String path) {
      this.title = title;
      this.path = path;
    }

    /// How it is called.
    ///
    /// @return in words
    public String title() {
      return title;
    }

    /// Where it is.
    ///
    /// @return its path
    public String href() {
      return Site.ROOT + path;
    }
  }

  /// The places that a person is shown.
  ///
  /// @return in order
  public List<Place> places() {
    return Arrays.stream(Place.values()).filter(place -> place != Place.NOWHERE).toList();
  }

  /// The token of this person's forms.
  ///
  /// @return empty when nobody is signed in
  public String token() {
    return who.map(SignedIn::formToken).orElse("");
  }
}
