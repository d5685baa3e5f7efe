/// Acceptance criteria (protocol section 9): what was agreed at the time of the agreement so that a
/// later quarrel about a fulfilment is decided by code where it can be. Reading refuses what cannot
/// be decided; deciding takes bounded time whatever a peer wrote.
@NullMarked
package dev.parley.core.criteria;

import org.jspecify.annotations.NullMarked;
