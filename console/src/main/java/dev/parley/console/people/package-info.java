/// Who looks at the pages, what they may do, and how they sign in.
@NullMarked
package dev.parley.console.people;

import org.jspecify.annotations.NullMarked;
