/// Tests of the pages about the laboratory.
@NullMarked
package dev.parley.console.lab;

import org.jspecify.annotations.NullMarked;
