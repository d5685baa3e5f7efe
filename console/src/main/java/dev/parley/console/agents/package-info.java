/// Agents: their cards and their record.
@NullMarked
package dev.parley.console.agents;

import org.jspecify.annotations.NullMarked;
