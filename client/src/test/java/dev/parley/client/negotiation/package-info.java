/// Tests of bargaining in memory; over a session it is tested beside the SDK.
@NullMarked
package dev.parley.client.negotiation;

import org.jspecify.annotations.NullMarked;
