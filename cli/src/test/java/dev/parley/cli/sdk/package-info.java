/// The SDK against a real node: the two never see each other's code, so they meet only here.
@NullMarked
package dev.parley.cli.sdk;

import org.jspecify.annotations.NullMarked;
