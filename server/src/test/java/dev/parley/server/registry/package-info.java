/// The registry on real files with real crypto.
@NullMarked
package dev.parley.server.registry;

import org.jspecify.annotations.NullMarked;
