/// How a node is set up: one YAML file, environment variables over it, and the command line over
/// both. A development node needs none of them.
@NullMarked
package dev.parley.server.config;

import org.jspecify.annotations.NullMarked;
