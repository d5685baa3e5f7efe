/// What the labs found, written from one table both as Markdown and as a report for the console.
@NullMarked
package dev.parley.bench.tables;

import org.jspecify.annotations.NullMarked;
