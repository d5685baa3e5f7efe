/// What tests of a running node need of its inside.
@NullMarked
package dev.parley.server;

import org.jspecify.annotations.NullMarked;
