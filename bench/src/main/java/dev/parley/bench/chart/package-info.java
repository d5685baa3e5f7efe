/// The bar charts of the labs.
@NullMarked
package dev.parley.bench.chart;

import org.jspecify.annotations.NullMarked;
