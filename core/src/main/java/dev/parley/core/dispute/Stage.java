package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a dispute stands, with what is true only there.
public sealed interface Stage {

  /// Which stage it is.
  ///
  /// @return its name
  default StageName name() {
    return switch (this) {
      case Filed _ -> StageName.FILED;
      case Decided _ -> StageName.DECIDED;
      case Ruled _ -> StageName.RULED;
      case Contested _ -> StageName.CONTESTED;
      case Sealing _ -> StageName.SEALING;
      case Revealing _ -> StageName.REVEALING;
      case Drawing _ -> StageName.DRAWING;
      case Voting _ -> StageName.VOTING;
      case Person _ -> StageName.PERSON;
      case Final _ -> StageName.FINAL;
    };
  }

  /// The respondent has to answer.
  ///
  /// @param due until when
  record Filed(Instant due) implements Stage {}

  /// A ruling is to be recorded.
  ///
  /// @param ruling what it has to say
  /// @param due since when
  record Decided(Ruling ruling, Instant due) implements Stage {}

  /// A ruling stands.
  ///
  /// @param due when it becomes final
  record Ruled(Instant due) implements Stage {}

  /// Bonds are to be posted.
  ///
  /// @param due until when
  record Contested(Instant due) implements Stage {}

  /// What the steward has sealed for a draw.
  ///
  /// @param nonceHash the seal of its nonce
  /// @param candidates from whom will be drawn
  /// @param at when it was accepted; dealings are counted back from here
  record StewardSeal(Hash nonceHash, List<Candidate> candidates, Instant at) {}

  /// Nonces are to be sealed.
  ///
  /// @param due until when
  /// @param asked the hash of the record that made the panel necessary
  /// @param seals what the sides have sealed, by whom
  /// @param steward what the steward has sealed, once it has
  record Sealing(Instant due, Hash asked, Map<AgentUri, Hash> seals, Optional<StewardSeal> steward)
      implements Stage {}

  /// Nonces are to be revealed.
  ///
  /// @param due until when
  /// @param asked the hash of the record that made the panel necessary
  /// @param seals what the sides have sealed, by whom
  /// @param steward what the steward has sealed
  /// @param nonces what was revealed, by whom
  record Revealing(
      Instant due,
      Hash asked,
      Map<AgentUri, Hash> seals,
      StewardSeal steward,
      Map<AgentUri, Nonce> nonces)
      implements Stage {}

  /// A panel is to be drawn.
  ///
  /// @param due until when
  /// @param asked the hash of the record that made the panel necessary
  /// @param steward what the steward has sealed
  /// @param nonces what was revealed, by whom
  record Drawing(Instant due, Hash asked, StewardSeal steward, Map<AgentUri, Nonce> nonces)
      implements Stage {}

  /// A panel votes.
  ///
  /// @param due until when
  /// @param panel who sits, in the order drawn
  /// @param votes what was voted, by whom
  record Voting(Instant due, List<AgentUri> panel, Map<AgentUri, Decision> votes)
      implements Stage {}

  /// A person has to rule.
  ///
  /// @param due until when
  record Person(Instant due) implements Stage {}

  /// It is over.
  ///
  /// @param outcome what became of the obligation
  record Final(Outcome outcome) implements Stage {}
}
