/// People and what they decide, without a network.
@NullMarked
package dev.parley.server.people;

import org.jspecify.annotations.NullMarked;
