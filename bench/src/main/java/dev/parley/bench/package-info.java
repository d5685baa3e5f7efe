/// Measurements of the parts and of the whole, each beside a raw probe of the same run.
@NullMarked
package dev.parley.bench;

import org.jspecify.annotations.NullMarked;
