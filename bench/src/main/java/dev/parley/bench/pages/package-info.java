/// How long the pages for people take at a node that has much to show.
@NullMarked
package dev.parley.bench.pages;

import org.jspecify.annotations.NullMarked;
