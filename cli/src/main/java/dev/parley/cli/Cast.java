package dev.parley.cli;

import dev.parley.cli.DemoAgentCommand.Part;
import java.math.BigDecimal;
import java.util.List;

/// Who plays in a story of the demo.
///
/// @param roles the agents in the order in which they come; the last one opens the session and pays
/// @param funds what its firm has paid in, in US dollars
/// @param search what the one who opens it looks for
/// @param opening what the reader is told first
record Cast(List<Role> roles, BigDecimal funds, String search, List<String> opening) {

  /// An agent.
  ///
  /// @param part what it does
  /// @param price the price that matters to it
  record Role(Part part, BigDecimal price) {}

  Cast {
    roles = List.copyOf(roles);
    opening = List.copyOf(opening);
  }

  static Cast trade(BigDecimal limit, BigDecimal floor, BigDecimal funds) {
    return new Cast(
        List.of(new Role(Part.SELLER, floor), new Role(Part.BUYER, limit)),
        funds,
        "Alpha needs GPU time for ACME. Who has some?",
        List.of(
            "Two companies' agents are about to make a deal. Each is a process of its own with",
            "secret keys of its own; a node between them keeps order and time. Nobody has to",
            "trust anybody: every line below is a signed message, checked as it comes."));
  }

  static Cast auction() {
    return new Cast(
        List.of(
            new Role(Part.RHINE, new BigDecimal("1180.00")),
            new Role(Part.RHONE, new BigDecimal("1040.00")),
            new Role(Part.ALPS, new BigDecimal("1390.00")),
            new Role(Part.SHIPPER, new BigDecimal("1500.00"))),
        new BigDecimal("1500.00"),
        "Alpha has a load for Lyon. Who carries it?",
        List.of(
            "Three carriers bid for a load. Each agent is a process of its own with secret keys of",
            "its own. A bid is a hash until the deadline; then all are opened in one message, so",
            "that nobody wins by being first and nobody by looking at the others'."));
  }

  static Cast delegation() {
    BigDecimal unused = BigDecimal.ONE;
    return new Cast(
        List.of(
            new Role(Part.AUDITOR, unused),
            new Role(Part.DEPUTY, unused),
            new Role(Part.PROVIDER, unused),
            new Role(Part.PRINCIPAL, unused)),
        new BigDecimal("500.00"),
        "Alpha wants its customers' records analysed, and knows Beta.",
        List.of(
            "A firm lets an auditor look at its partner, and a deputy sign for it. Each agent is a",
            "process of its own. What a delegate may do is in the log, and is checked at each act;",
            "whoever handed it on stays bound by what was signed."));
  }

  static Cast stack() {
    return new Cast(
        List.of(
            new Role(Part.SUPPLIER, new BigDecimal("11.80")),
            new Role(Part.PURCHASER, new BigDecimal("12.00"))),
        new BigDecimal("300.00"),
        "Alpha needs crates for ACME. Who has a warehouse?",
        List.of(
            "Three protocols, one talk. Beta's tools are called by MCP, its work is done by A2A, and",
            "the session holds it together: what was agreed, what was called and what came back,",
            "what is owed and who has paid. Each agent is a process of its own."));
  }
}
