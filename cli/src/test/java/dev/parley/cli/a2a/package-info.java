/// A2A at a real node, with real agents of others.
@NullMarked
package dev.parley.cli.a2a;

import org.jspecify.annotations.NullMarked;
