/// Signing in and out.
@NullMarked
package dev.parley.console.signin;

import org.jspecify.annotations.NullMarked;
