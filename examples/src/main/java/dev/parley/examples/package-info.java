/// Agents to begin with: a buyer and a seller that find each other at a node, haggle, commit,
/// deliver and close.
@NullMarked
package dev.parley.examples;

import org.jspecify.annotations.NullMarked;
