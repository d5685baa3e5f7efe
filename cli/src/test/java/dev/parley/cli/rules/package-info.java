/// The rules of the house that no compiler knows: who may depend on whom, what the core may not
/// touch, how long things may get, and that what the documents say is so. They live here because
/// this module is the one that sees all others.
@NullMarked
package dev.parley.cli.rules;

import org.jspecify.annotations.NullMarked;
