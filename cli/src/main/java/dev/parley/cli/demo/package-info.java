/// The demo's two agents: how they haggle, what they deliver and how they check it. They use the
/// SDK as anybody would, know nothing of the other side but what it says, and print nothing.
@NullMarked
package dev.parley.cli.demo;

import org.jspecify.annotations.NullMarked;
