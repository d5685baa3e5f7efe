/// Single operations of the core, measured with JMH.
@NullMarked
package dev.parley.bench.micro;

import org.jspecify.annotations.NullMarked;
