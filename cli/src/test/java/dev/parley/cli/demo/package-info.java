/// Tests of what the demo's agents think and check.
@NullMarked
package dev.parley.cli.demo;

import org.jspecify.annotations.NullMarked;
