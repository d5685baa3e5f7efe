/// Sessions on real files with real crypto and a clock that the tests move.
@NullMarked
package dev.parley.server.sessions;

import org.jspecify.annotations.NullMarked;
