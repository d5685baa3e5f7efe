/// What every page has: its frame, its headers, its scripts and styles.
@NullMarked
package dev.parley.console.page;

import org.jspecify.annotations.NullMarked;
