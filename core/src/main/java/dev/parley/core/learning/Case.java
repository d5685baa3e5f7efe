package dev.parley.core.learning;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.StateName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One session that has ended, as one of its principals saw it: figures only, whatever the length
/// of the session. Immutable. Protocol section 6, LEARN.
///
/// @param session its id
/// @param openedAt when the invitation was accepted
/// @param endedAt when its last message was accepted; that may be one about a dispute after the end
/// @param outcome CLOSED or FAILED
/// @param reason why it ended, as its closer or the fold said
/// @param capability what the invitation was about, or empty
/// @param course what came of it
/// @param self the principal that learns
/// @param others the other principals, in order of their names, at least one
/// @param moments the first [#MOST_MOMENTS] steps, in order
/// @param length how many messages there were
/// @param bargain how a number was negotiated, if one was
public record Case(
    SessionId session,
    Instant openedAt,
    Instant endedAt,
    StateName outcome,
    String reason,
    String capability,
    Course course,
    Part self,
    List<Part> others,
    List<Moment> moments,
    long length,
    Optional<Bargain> bargain) {

  /// The most steps that are kept of one session.
  public static final int MOST_MOMENTS = 200;

  /// Copies the lists.
  ///
  /// @throws IllegalArgumentException if there is nobody else
  public Case {
    others = List.copyOf(others);
    moments = List.copyOf(moments);
    if (others.isEmpty()) {
      throw new IllegalArgumentException("a session has two principals or more");
    }
  }

  /// What came of a session.
  public enum Course {
    /// It ended before anything was talked about.
    UNTALKED,
    /// They talked and agreed on nothing.
    PARTED,
    /// A proposal was accepted, or a commitment became binding.
    AGREED
  }

  /// What one principal did, its delegates included.
  ///
  /// @param agent who
  /// @param proposals how its proposals fared
  /// @param responses how long it took to answer what another side had said, in order of length
  /// @param free its obligations that no escrow stood behind
  /// @param escrowed its obligations with escrow
  public record Part(
      AgentUri agent, Proposals proposals, List<Duration> responses, Kept free, Kept escrowed) {

    /// Copies the list.
    public Part {
      responses = List.copyOf(responses);
    }

    /// The organisation, by the domain of the name.
    ///
    /// @return a domain
    public String organisation() {
      return agent.domain();
    }

    /// All of its obligations.
    ///
    /// @return with and without escrow
    public Kept obligations() {
      return free.plus(escrowed);
    }
  }

  /// How the proposals of a principal fared, the invitation left out.
  ///
  /// @param made how many there were
  /// @param accepted how many of them were accepted
  public record Proposals(int made, int accepted) {}

  /// What became of obligations that were binding.
  ///
  /// @param kept how many were fulfilled
  /// @param broken how many were breached
  /// @param other how many were released, or are in dispute
  public record Kept(int kept, int broken, int other) {
    static final Kept NONE = new Kept(0, 0, 0);

    Kept plus(Kept more) {
      return new Kept(kept + more.kept, broken + more.broken, other + more.other);
    }

    /// How many ended in a way that says something about the debtor.
    ///
    /// @return kept and broken ones
    public int judged() {
      return kept + broken;
    }
  }

  /// A step and its time.
  ///
  /// @param activity what was done
  /// @param at when it was accepted
  public record Moment(Activity activity, Instant at) {}

  /// Whether they talked, so that there could have been an agreement.
  ///
  /// @return false for UNTALKED
  public boolean talked() {
    return switch (course) {
      case UNTALKED -> false;
      case PARTED, AGREED -> true;
    };
  }

  /// Whether there was an agreement.
  ///
  /// @return true for AGREED
  public boolean agreed() {
    return course == Course.AGREED;
  }

  /// The one other side, where there is just one.
  ///
  /// @return nothing in a session of three or more
  public Optional<Part> counterparty() {
    return others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
  }

  /// The bargain, if it ended with a number that both sides agreed on.
  ///
  /// @return nothing else
  Optional<Bargain> struck() {
    return bargain.filter(b -> b.closing().isPresent());
  }
}
