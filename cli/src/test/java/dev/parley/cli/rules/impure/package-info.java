/// One class that breaks each rule of the core, so that the rules are seen to fire.
@NullMarked
package dev.parley.cli.rules.impure;

import org.jspecify.annotations.NullMarked;
