/// Agent Cards (protocol section 4): what an agent says of itself, signed, in versions that form a
/// chain, so that keys rotate and old transcripts still verify; and what an organisation says of
/// its agents.
@NullMarked
package dev.parley.core.card;

import org.jspecify.annotations.NullMarked;
