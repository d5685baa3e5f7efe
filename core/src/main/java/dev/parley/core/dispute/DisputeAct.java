package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a record of a dispute says.
public sealed interface DisputeAct {

  /// Which record says it.
  ///
  /// @return its kind
  default RecordKind kind() {
    return switch (this) {
      case Filed _ -> RecordKind.FILED;
      case Answered _ -> RecordKind.ANSWERED;
      case Bonded _ -> RecordKind.BONDED;
      case Withdrawn _ -> RecordKind.WITHDRAWN;
      case Sealed _ -> RecordKind.SEALED;
      case Revealed _ -> RecordKind.REVEALED;
      case Drawn _ -> RecordKind.DRAWN;
      case Voted _ -> RecordKind.VOTED;
      case Ruled _ -> RecordKind.RULED;
      case Appealed _ -> RecordKind.APPEALED;
      case Forgiven _ -> RecordKind.FORGIVEN;
      case Expired _ -> RecordKind.EXPIRED;
      case Final _ -> RecordKind.FINAL;
    };
  }

  /// The dispute begins.
  ///
  /// @param commitmentId the commitment
  /// @param obligation which of its obligations, from 0
  /// @param filedBy who complains, and signs
  /// @param filedAgainst about whom
  /// @param reason why
  /// @param severity how bad it was, 1 to 5, in the eyes of who files
  /// @param valueShare how much of the escrow it asks for, 0 to 1
  /// @param evidence what it shows; `agreedTerms` and `deliveredResult` are published members
  record Filed(
      String commitmentId,
      int obligation,
      AgentUri filedBy,
      AgentUri filedAgainst,
      DisputeReason reason,
      int severity,
      BigDecimal valueShare,
      JsonObject evidence)
      implements DisputeAct {}

  /// The respondent answers.
  ///
  /// @param denied whether it denies; else it concedes
  /// @param statement for people, if any
  /// @param evidence what it shows, if anything
  record Answered(boolean denied, Optional<String> statement, Optional<JsonObject> evidence)
      implements DisputeAct {}

  /// A bond is staked.
  ///
  /// @param bond how much, and from where
  record Bonded(Bond bond) implements DisputeAct {}

  /// The complainant takes the complaint back.
  record Withdrawn() implements DisputeAct {}

  /// A nonce is sealed.
  ///
  /// @param round for which panel, from 1
  /// @param nonceHash as [Nonce#seal] makes it
  /// @param candidates from the steward all that the node knows, eligible or not; from a side
  ///   nothing
  record Sealed(int round, Hash nonceHash, Optional<List<Candidate>> candidates)
      implements DisputeAct {

    /// What a side seals.
    ///
    /// @param round for which panel, from 1
    /// @param nonceHash as [Nonce#seal] makes it
    public Sealed(int round, Hash nonceHash) {
      this(round, nonceHash, Optional.empty());
    }
  }

  /// A nonce is revealed.
  ///
  /// @param round for which panel, from 1
  /// @param nonce what was sealed
  record Revealed(int round, Nonce nonce) implements DisputeAct {}

  /// A panel is drawn.
  ///
  /// @param round which panel, from 1
  /// @param nonce what the steward has sealed
  /// @param panel who sits, in the order drawn; nobody if too few are eligible
  record Drawn(int round, Nonce nonce, List<AgentUri> panel) implements DisputeAct {}

  /// A member of the panel votes.
  ///
  /// @param round in which panel, from 1
  /// @param decision what it decides
  /// @param grounds for people, if any
  record Voted(int round, Decision decision, Optional<String> grounds) implements DisputeAct {}

  /// A ruling, by the steward as it follows from the records, or by a person.
  ///
  /// @param ruling what it says and rests on
  /// @param grounds for people, if any
  record Ruled(Ruling ruling, Optional<String> grounds) implements DisputeAct {}

  /// The loser asks for a higher judge.
  ///
  /// @param bond what it stakes; absent exactly where nothing is at stake
  /// @param grounds for people, if any
  record Appealed(Optional<Bond> bond, Optional<String> grounds) implements DisputeAct {}

  /// The victim forgives.
  record Forgiven() implements DisputeAct {}

  /// A time is over.
  ///
  /// @param timer which
  /// @param due when it was
  record Expired(DisputeTimer timer, Instant due) implements DisputeAct {}

  /// The last ruling takes effect.
  ///
  /// @param ruling that ruling
  /// @param outcome what becomes of the obligation
  record Final(Ruling ruling, Outcome outcome) implements DisputeAct {}
}
