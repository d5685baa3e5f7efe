/// What waits for people: escalations and those who decide them (protocol section 8).
@NullMarked
package dev.parley.server.people;

import org.jspecify.annotations.NullMarked;
