/// The examples run against a real node.
@NullMarked
package dev.parley.examples;

import org.jspecify.annotations.NullMarked;
