/// Tests of the pages about agents.
@NullMarked
package dev.parley.console.agents;

import org.jspecify.annotations.NullMarked;
