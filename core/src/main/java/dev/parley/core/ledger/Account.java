package dev.parley.core.ledger;

import dev.parley.core.identity.AgentUri;
import java.util.Optional;

/// Whose money it is. Each account holds any number of currencies, apart from each other.
public sealed interface Account {

  /// All that is outside: what comes in comes from here, what is paid out goes here. The only
  /// account that may go below zero; what it is below zero is what was funded.
  record World() implements Account {}

  /// An agent's own.
  ///
  /// @param agent the agent
  record OfAgent(AgentUri agent) implements Account {}

  /// An organisation's, from which it provides for its agents.
  ///
  /// @param orgId the organisation
  record OfOrganisation(String orgId) implements Account {}

  /// What is held for one commitment; nobody's to use.
  ///
  /// @param hold the hold
  record Held(HoldId hold) implements Account {}

  /// What an agent has staked in a dispute; nobody's to use until it is final.
  ///
  /// @param disputeId the dispute, unique at its node
  /// @param by who staked it
  record Staked(String disputeId, AgentUri by) implements Account {}

  /// What nobody gets any more: the burned half of a lost bond.
  record Burned() implements Account {}

  /// The account's name in the ledger.
  ///
  /// @return unique, and read again by [#parse]
  default String text() {
    return switch (this) {
      case World() -> "world";
      case OfAgent(AgentUri agent) -> agent.text();
      case OfOrganisation(String orgId) -> "org:" + orgId;
      case Held(HoldId hold) -> "hold:" + hold;
      case Staked(String disputeId, AgentUri by) -> "bond:" + by.text() + " " + disputeId;
      case Burned() -> "burned";
    };
  }

  /// Reads the name of somebody's account: an agent's or an organisation's. Holds, what was burned
  /// and what is outside are nobody's to order about.
  ///
  /// @param text any text
  /// @return nothing if it names no such account
  static Optional<Account> ofOwner(String text) {
    return parse(text)
        .filter(
            account ->
                switch (account) {
                  case OfAgent _, OfOrganisation _ -> true;
                  case World _, Held _, Staked _, Burned _ -> false;
                });
  }

  /// Reads a name.
  ///
  /// @param text any text
  /// @return nothing if it names no account
  static Optional<Account> parse(String text) {
    if (text.equals("world")) {
      return Optional.of(new World());
    }
    if (text.equals("burned")) {
      return Optional.of(new Burned());
    }
    if (text.startsWith("org:") && text.length() > 4) {
      return Optional.of(new OfOrganisation(text.substring(4)));
    }
    if (text.startsWith("hold:")) {
      return HoldId.parse(text.substring(5)).map(Held::new);
    }
    if (text.startsWith("bond:")) {
      int space = text.indexOf(' ');
      return space < 0 || space == text.length() - 1
          ? Optional.empty()
          : AgentUri.parse(text.substring(5, space))
              .map(by -> new Staked(text.substring(space + 1), by));
    }
    return AgentUri.parse(text).map(OfAgent::new);
  }
}
