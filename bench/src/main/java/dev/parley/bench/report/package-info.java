/// All measurements of one run, and the document that publishes them.
@NullMarked
package dev.parley.bench.report;

import org.jspecify.annotations.NullMarked;
