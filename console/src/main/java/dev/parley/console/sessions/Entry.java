package dev.parley.console.sessions;

import dev.parley.console.words.TermRows;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Performative;
import java.time.Instant;
import java.util.List;

/// A message as people see it.
///
/// @param session its session
/// @param position its place in the session
/// @param acceptedAt when the node accepted it
/// @param sender who said it
/// @param side 0 for who opened the session, 1, 2 … for the others in the order of their names, -1
///   for the node
/// @param performative what kind of speech act
/// @param sentence what it says
/// @param terms the terms in it, compared with those that they answer
/// @param marks what can be said of its signature and its place in the chain
public record Entry(
    String session,
    long position,
    Instant acceptedAt,
    AgentUri sender,
    int side,
    Performative performative,
    String sentence,
    List<TermRows.Row> terms,
    Marks marks) {

  /// What was checked when the page was written.
  ///
  /// @param hash the beginning of its hash
  /// @param previous the beginning of the hash that it names as the one before it
  /// @param chained whether that is the hash of the message before it
  /// @param signature whether its signature holds with the card that its sender uses
  /// @param card the card's version, 0 where the session does not know it yet
  public record Marks(
      String hash, String previous, boolean chained, Signature signature, long card) {}

  /// What a check of a signature came to.
  public enum Signature {
    /// It holds.
    HOLDS("signed"),
    /// It does not.
    BROKEN("signature does not hold"),
    /// The card is not there to check it with.
    UNCHECKED("not checked");

    private final String title;

    Signature(String title) {
      this.title = title;
    }

    /// In words.
    ///
    /// @return a phrase
    public String title() {
      return title;
    }
  }

  /// Where it stands on the page.
  ///
  /// @return the id of its element
  public String anchor() {
    return "m" + position;
  }

  /// Where all of it can be read.
  ///
  /// @return a path
  public String href() {
    return SessionPages.path(session) + "/messages/" + position;
  }

  /// The class of its element.
  ///
  /// @return by side
  public String look() {
    return side < 0 ? "steward" : "side" + side % 4;
  }
}
