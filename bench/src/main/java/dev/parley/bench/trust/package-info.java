/// The benchmark "Trust under attack": a simulated market in which some cheat and lie, real signed
/// ratings with injected fakes, and several ways to score side by side on the same draws.
@NullMarked
package dev.parley.bench.trust;

import org.jspecify.annotations.NullMarked;
