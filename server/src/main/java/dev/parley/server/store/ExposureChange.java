package dev.parley.server.store;

/// How much more, or less, others may lose by an agent or an organisation.
///
/// @param owner the agent's URI, or `org:` and the organisation
/// @param currency three capitals
/// @param units minor units, below zero when something has ended
/// @param ceiling the most minor units that the owner may expose others to
public record ExposureChange(String owner, String currency, long units, long ceiling) {}
