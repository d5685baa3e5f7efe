/// Tests of the store.
@NullMarked
package dev.parley.server.store;

import org.jspecify.annotations.NullMarked;
