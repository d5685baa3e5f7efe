package dev.parley.server.store;

/// What became of an endorsement, or of the withdrawal of one.
public sealed interface EndorsementOutcome
    permits EndorsementOutcome.Kept,
        EndorsementOutcome.Repeated,
        EndorsementOutcome.Given,
        EndorsementOutcome.TooMany,
        EndorsementOutcome.NothingGiven,
        EndorsementOutcome.Outdated,
        Unavailable {

  /// It is on disk.
  ///
  /// @param record as it is stored
  record Kept(StoredEndorsement record) implements EndorsementOutcome {}

  /// The same record was stored before.
  ///
  /// @param record as it is stored
  record Repeated(StoredEndorsement record) implements EndorsementOutcome {}

  /// Its maker endorses that agent already; nothing was stored.
  ///
  /// @param earlier how
  record Given(StoredEndorsement earlier) implements EndorsementOutcome {}

  /// Its maker endorses as many as it may; nothing was stored.
  ///
  /// @param most how many that are
  record TooMany(int most) implements EndorsementOutcome {}

  /// There is no such endorsement by its maker that stands; nothing was stored.
  record NothingGiven() implements EndorsementOutcome {}

  /// Trust has begun a later day than that of the record's acceptance; nothing was stored. Accepted
  /// anew it will be of that day.
  record Outdated() implements EndorsementOutcome {}
}
