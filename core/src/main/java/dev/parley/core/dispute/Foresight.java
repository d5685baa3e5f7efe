package dev.parley.core.dispute;

import java.util.List;

/// What a person's ruling would come to (protocol section 11): so that whoever rules sees it
/// before. It is computed as the end itself is, from where the dispute stands now.
///
/// @param outcome what would become of the obligation
/// @param money where the held escrow and the bonds would go; empty where nothing is at stake
/// @param events what trust would learn, the complainant's first
public record Foresight(Outcome outcome, List<Settlement.Part> money, List<TrustEvent> events) {

  /// Copies the lists.
  public Foresight {
    money = List.copyOf(money);
    events = List.copyOf(events);
  }

  /// Looks ahead.
  ///
  /// @param dispute the dispute
  /// @param decision what a person would decide
  /// @return what would follow, were it final at once
  public static Foresight of(Dispute dispute, Decision decision) {
    Ruling ruling = new Ruling(Ruling.Basis.PERSON, decision);
    Outcome outcome = Verdicts.outcome(dispute, decision.upheld());
    return new Foresight(
        outcome,
        dispute
            .facts()
            .stake()
            .map(stake -> Settlement.of(dispute, stake, ruling, outcome).parts())
            .orElse(List.of()),
        Verdicts.events(dispute, ruling, outcome));
  }
}
