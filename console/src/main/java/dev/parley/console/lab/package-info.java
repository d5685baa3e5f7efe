/// What the laboratory found, as tables and charts: the published results, and one's own.
@NullMarked
package dev.parley.console.lab;

import org.jspecify.annotations.NullMarked;
