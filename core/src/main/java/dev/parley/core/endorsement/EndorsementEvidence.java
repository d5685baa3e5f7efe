package dev.parley.core.endorsement;

import dev.parley.core.trust.Evidence;
import java.time.Instant;

/// What trust learns of an endorsement, or of its withdrawal (protocol section 10, PE).
public final class EndorsementEvidence {
  private EndorsementEvidence() {}

  /// The piece of a record.
  ///
  /// @param endorsement a record that was taken
  /// @param acceptedAt when it was accepted
  /// @return a piece about the agent that it names
  public static Evidence of(Endorsement endorsement, Instant acceptedAt) {
    Evidence.Origin origin =
        new Evidence.Origin(
            Evidence.hash(endorsement.hash(), 0),
            acceptedAt,
            endorsement.agent(),
            endorsement.by(),
            "");
    return new Evidence.Endorsement(
        origin,
        switch (endorsement.act()) {
          case Endorsement.Act.Given _ -> Evidence.Support.GIVEN;
          case Endorsement.Act.Withdrawn _ -> Evidence.Support.WITHDRAWN;
        });
  }
}
