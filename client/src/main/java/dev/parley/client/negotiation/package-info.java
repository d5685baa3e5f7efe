/// Bargaining about several issues at once: domains and private preferences in JSON, strategies
/// that always play the same, a negotiator that plays one over a [dev.parley.client.Session], and
/// what came of it in the measures of the literature. The format is in docs/negotiation.md.
@NullMarked
package dev.parley.client.negotiation;

import org.jspecify.annotations.NullMarked;
