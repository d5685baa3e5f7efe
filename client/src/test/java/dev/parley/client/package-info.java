/// How the SDK is tested: against a scripted node on real sockets, which keeps to the rules unless
/// it is told to lie.
@NullMarked
package dev.parley.client;

import org.jspecify.annotations.NullMarked;
