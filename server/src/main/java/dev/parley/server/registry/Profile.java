package dev.parley.server.registry;

import dev.parley.core.card.AgentCard;
import dev.parley.core.trust.Standing;
import java.time.Instant;

/// Who an agent is to its node: the card in use, and what the node knows beside it.
///
/// @param card its current card
/// @param proof what is proven about its organisation now
/// @param custody who holds its keys
/// @param keySince when its signing key was registered here
public record Profile(
    AgentCard card, IdentityProof proof, Standing.Custody custody, Instant keySince) {}
