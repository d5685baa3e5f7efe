package dev.parley.server.store;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// What trust is computed from: evidence, written with the records that cause it (see [Append]),
/// and who was registered as what from which day on. Days are UTC days since 1970-01-01. Safe for
/// all threads; reads and futures behave as in [SessionStore].
public interface TrustStore {

  /// Begins a day: no evidence of a day before is stored from now on, so that what a day begins
  /// with is certain, also after a restart. Only a node that starts on a clock that went back
  /// begins a day before the last one.
  ///
  /// @param day the day
  /// @return what became of it, once that is certain
  CompletableFuture<WriteOutcome> beginDay(long day);

  /// Notes what is proven about an agent now, where that has changed since it registered.
  ///
  /// @param standing what registration and keys say
  /// @param at when that was found
  /// @return what became of it, once that is certain
  CompletableFuture<WriteOutcome> restate(Standing standing, Instant at);

  /// The day that has begun last.
  ///
  /// @return 0 when none has
  long begunDay();

  /// Notes scores, by which discovery goes.
  ///
  /// @param hundredths T of each agent
  /// @return what became of it, once that is certain
  CompletableFuture<WriteOutcome> scores(Map<AgentUri, Integer> hundredths);

  /// Evidence about everybody, in the order in which it was written; start with 0.
  ///
  /// @param after the number of the last piece already seen
  /// @param limit how many at most
  /// @return the pieces; none only at the end
  List<Piece> evidence(long after, int limit);

  /// Evidence about one agent, in the order in which it was written. A piece may come twice: the
  /// second time it is a breach that was forgiven since.
  ///
  /// @param subject the agent
  /// @param limit how many at most
  /// @return the pieces
  List<Piece> evidenceOf(AgentUri subject, int limit);

  /// Who was registered, in the order of registration; start with 0. Of several entries about an
  /// agent the last one holds.
  ///
  /// @param after the number of the last entry already seen
  /// @param limit how many at most
  /// @return the entries; none only at the end
  List<Registered> standings(long after, int limit);

  /// A piece of evidence.
  ///
  /// @param number its place in the order of writing, from 1
  /// @param day on which it became known
  /// @param evidence what it says
  record Piece(long number, long day, Evidence evidence) {}

  /// A registration.
  ///
  /// @param number its place in the order of registration, from 1
  /// @param day from which on it counts
  /// @param standing what registration and keys say
  record Registered(long number, long day, Standing standing) {}
}
