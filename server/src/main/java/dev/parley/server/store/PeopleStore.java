package dev.parley.server.store;

/// What the store keeps for people and of what they decide.
///
/// @param escalations what waits for them
/// @param mandates what they let their agents do without asking
/// @param webhooks what operators are told of
/// @param overview everybody's, page by page
public record PeopleStore(
    EscalationStore escalations,
    MandateStore mandates,
    WebhookStore webhooks,
    OverviewStore overview) {}
