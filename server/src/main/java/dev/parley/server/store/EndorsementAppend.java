package dev.parley.server.store;

import dev.parley.core.trust.Evidence;

/// An endorsement, or the withdrawal of one, to be stored.
///
/// @param record the record
/// @param most how many an agent may give that are not withdrawn
/// @param evidence what trust learns by it
public record EndorsementAppend(StoredEndorsement record, int most, Evidence evidence) {}
