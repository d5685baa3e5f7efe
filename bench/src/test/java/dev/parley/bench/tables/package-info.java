/// Tests of the tables that are written twice.
@NullMarked
package dev.parley.bench.tables;

import org.jspecify.annotations.NullMarked;
