/// Signing in and out.
@NullMarked
package dev.parley.console.door;

import org.jspecify.annotations.NullMarked;
