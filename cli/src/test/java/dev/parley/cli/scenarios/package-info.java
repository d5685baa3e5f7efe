/// The scripts of `scenarios/` at a real node, over every way to it: the same codes, states and
/// transcripts. Nothing here knows the SDK's way of talking; messages are written and signed as a
/// script says, also wrongly.
@NullMarked
package dev.parley.cli.scenarios;

import org.jspecify.annotations.NullMarked;
