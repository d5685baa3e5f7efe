package dev.parley.client.transcript;

import dev.parley.core.card.AgentCard;
import dev.parley.core.ledger.SessionMoney;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.SessionState;
import dev.parley.core.transcript.EndLine;
import dev.parley.core.transcript.Finding;
import dev.parley.core.transcript.TranscriptLine;
import dev.parley.core.trust.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a transcript proves, said separately: consistent, complete, anchored (protocol section 3,
/// verifying).
///
/// @param finding the first thing that does not hold; absent if the file is consistent
/// @param header the first line, if it could be read
/// @param state the state after the messages that hold
/// @param messages how many messages hold
/// @param end the end line, if there is one and it holds
/// @param cards the cards of the file
/// @param unproven cards whose signature cannot be checked without the version before them
/// @param anchor whether the node is known from elsewhere
/// @param money what moved, by the records alone
/// @param evidence what trust learns by it, by the records alone
/// @param ratings what its parties said of each other afterwards, in the order of acceptance
/// @param elapsed how long it took
public record Verdict(
    Optional<Finding> finding,
    Optional<TranscriptLine.Header> header,
    SessionState state,
    long messages,
    Optional<EndLine> end,
    List<AgentCard> cards,
    List<AgentCard> unproven,
    Anchor anchor,
    SessionMoney money,
    List<Evidence> evidence,
    List<TranscriptLine.Rated> ratings,
    Duration elapsed) {

  /// Whether the node of the file is the one that was expected.
  public enum Anchor {
    /// Nothing was expected.
    NOT_GIVEN,
    /// It is.
    MATCHES,
    /// It is another one.
    DIFFERS
  }

  /// How much is asked of a transcript.
  public enum Requirement {
    /// Chain, hashes, signatures, legality.
    CONSISTENT,
    /// Also nothing is missing at the end.
    COMPLETE,
    /// Also the node is who it is expected to be.
    ANCHORED
  }

  /// Whether everything in the file holds.
  ///
  /// @return true if there is no finding
  public boolean consistent() {
    return finding.isEmpty();
  }

  /// Whether the node signed that this is all.
  ///
  /// @return true if consistent and with an end line
  public boolean complete() {
    return consistent() && end.isPresent();
  }

  /// Whether the node is the one that was expected.
  ///
  /// @return true if complete and the pin fits
  public boolean anchored() {
    return complete() && anchor == Anchor.MATCHES;
  }

  /// Whether the file holds for a purpose. A pin that was given has to fit, whatever is asked.
  ///
  /// @param requirement the purpose
  /// @return true if so
  public boolean meets(Requirement requirement) {
    boolean asked =
        switch (requirement) {
          case CONSISTENT -> consistent();
          case COMPLETE -> complete();
          case ANCHORED -> anchored();
        };
    return asked && anchor != Anchor.DIFFERS;
  }

  /// What the file does not prove, in words.
  ///
  /// @return a sentence each
  public List<String> notProven() {
    List<String> out = new ArrayList<>();
    if (end.isEmpty()) {
      out.add("That nothing is missing after the last message: there is no end line of the node.");
    }
    switch (anchor) {
      case NOT_GIVEN ->
          out.add(
              "That the node is who it says: its key was not given. Compare the hash of its card with one"
                  + " that you got elsewhere, or give --node-card.");
      case DIFFERS -> out.add("That the node is the expected one: its card is another.");
      case MATCHES -> {}
    }
    out.add(
        "That the agents belong to the domains in their names: the cards are signed by keys that they"
            + " bring themselves; the node vouched for them when they registered.");
    for (AgentCard card : unproven) {
      out.add(
          "That card version "
              + card.version()
              + " of "
              + card.agentId()
              + " continues the one before it: that one is not in the file.");
    }
    out.add("That the node showed the same history to everybody: that takes a receipt of its log.");
    if (!money.transfers().isEmpty()) {
      out.add(
          "That the node had the money: the records say what it held and paid; its ledger is its own.");
    }
    if (!ratings.isEmpty()) {
      out.add("That no rating is missing: the end line counts messages.");
    }
    if (header.filter(h -> h.clock() != ClockKind.REAL).isPresent()) {
      out.add("Anything about real time: the node ran on a development clock.");
    }
    return List.copyOf(out);
  }
}
