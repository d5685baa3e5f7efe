package dev.parley.core.trust;

import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// One recorded fact about one agent (protocol section 10). Each side of a session has its own
/// pieces: the subject is whose score they move, the counterparty is who stands behind them.
/// Amounts are whole hundredths of the node's reference currency, so that no sum depends on its
/// order.
public sealed interface Evidence {
  /// The highest amount that a piece may carry, in hundredths.
  long MAX_VALUE = 1_000_000_000_000L;

  /// Where the fact comes from.
  ///
  /// @return the same for all kinds
  Origin origin();

  /// The piece as a document has it.
  ///
  /// @return an object that [#decode] reads; it does not say whom it is about
  default JsonObject json() {
    return EvidenceJson.json(this);
  }

  /// Reads a piece.
  ///
  /// @param json the object
  /// @param subject whom it is about
  /// @return the piece, or `malformed`
  static Decoded<Evidence> decode(JsonObject json, AgentUri subject) {
    Members in = Members.of(json, "");
    Evidence read = EvidenceJson.decode(in, subject);
    return in.result(() -> read);
  }

  /// The hash of a piece: a replay of what caused it makes the same pieces.
  ///
  /// @param cause the hash of the causing record
  /// @param index the piece's place among those of that record, from 0
  /// @return SHA-256 over `asp-evidence`, LF, the cause, LF and the index in decimal digits
  static Hash hash(Hash cause, int index) {
    String text = "asp-evidence\n" + cause.text() + "\n" + index;
    return Hash.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  /// Where a fact comes from.
  ///
  /// @param hash the record that says so; no two pieces about one subject have the same
  /// @param at when it was recorded
  /// @param subject whose score it moves
  /// @param counterparty who was on the other side, rated, or endorses; another agent
  /// @param capability what it was about, or empty
  record Origin(Hash hash, Instant at, AgentUri subject, AgentUri counterparty, String capability) {
    /// Checks that there are two.
    ///
    /// @throws IllegalArgumentException when the agent would be its own counterparty
    public Origin {
      if (subject.equals(counterparty)) {
        throw new IllegalArgumentException("nobody is evidence about himself: " + subject);
      }
    }
  }

  /// Whether something was at stake. All free pieces of a pair weigh at most as much as one with
  /// escrow.
  enum Backing {
    /// Escrow was held.
    ESCROWED,
    /// Nothing was held.
    FREE
  }

  /// A session ended.
  ///
  /// @param origin where it comes from
  /// @param course how it ended for the subject
  /// @param due how many acts the subject owed in it
  /// @param inTime how many of them it did in time
  /// @param backing whether something was at stake
  record SessionEnded(Origin origin, Course course, int due, int inTime, Backing backing)
      implements Evidence {
    /// Checks the counts.
    ///
    /// @throws IllegalArgumentException when more was done than was due
    public SessionEnded {
      if (inTime < 0 || due < inTime) {
        throw new IllegalArgumentException(inTime + " of " + due + " acts");
      }
    }
  }

  /// How a session ended for one agent.
  enum Course {
    /// It was completed.
    COMPLETED,
    /// It failed, and the agent was `atFault`.
    AT_FAULT,
    /// It failed, and the agent was not: only its acts count.
    BLAMELESS
  }

  /// An obligation of the subject ended; the counterparty was its creditor.
  ///
  /// @param origin where it comes from
  /// @param kept whether it was fulfilled; else breached
  /// @param value the obligation's value in hundredths
  /// @param backing whether something was at stake
  record ObligationEnded(Origin origin, boolean kept, long value, Backing backing)
      implements Evidence {
    /// Checks the amount.
    ///
    /// @throws IllegalArgumentException when it is out of range
    public ObligationEnded {
      requireAmount(value);
    }
  }

  /// An escrow or a payment that the subject owed was settled.
  ///
  /// @param origin where it comes from
  /// @param kept whether it was paid as agreed
  /// @param value its value in hundredths
  record PaymentEnded(Origin origin, boolean kept, long value) implements Evidence {
    /// Checks the amount.
    ///
    /// @throws IllegalArgumentException when it is out of range
    public PaymentEnded {
      requireAmount(value);
    }
  }

  /// The counterparty's rating of the subject was revealed.
  ///
  /// @param origin where it comes from
  /// @param points 0 to 100
  /// @param backing whether something was at stake in what is rated
  record RatingRevealed(Origin origin, int points, Backing backing) implements Evidence {
    /// Checks the points.
    ///
    /// @throws IllegalArgumentException when they are out of range
    public RatingRevealed {
      if (points < 0 || points > 100) {
        throw new IllegalArgumentException("a rating of " + points);
      }
    }
  }

  /// The counterparty endorses the subject, or no longer does: of several pieces by one
  /// counterparty the last one holds.
  ///
  /// @param origin where it comes from
  /// @param support whether it still does
  record Endorsement(Origin origin, Support support) implements Evidence {
    /// That the counterparty endorses the subject.
    ///
    /// @param origin where it comes from
    public Endorsement(Origin origin) {
      this(origin, Support.GIVEN);
    }
  }

  /// Whether somebody stands up for another.
  enum Support {
    /// It does.
    GIVEN,
    /// It did, and took it back.
    WITHDRAWN
  }

  /// A final verdict: the subject has broken an obligation to the counterparty.
  ///
  /// @param origin where it comes from
  /// @param severity 1 to 5
  /// @param value the value of the deal in hundredths
  /// @param selfReported whether the subject had said so before it was challenged
  /// @param forgiven whether the victim has forgiven it; the verdict stays on record and its drop
  ///   ends
  record Breach(Origin origin, int severity, long value, boolean selfReported, boolean forgiven)
      implements Evidence {
    /// Checks the ranges.
    ///
    /// @throws IllegalArgumentException when the severity or the amount is out of range
    public Breach {
      if (severity < 1 || severity > TrustProfile.SEVERITIES) {
        throw new IllegalArgumentException("a severity of " + severity);
      }
      requireAmount(value);
    }
  }

  private static void requireAmount(long value) {
    if (value < 0 || value > MAX_VALUE) {
      throw new IllegalArgumentException("an amount of " + value + " hundredths");
    }
  }
}
