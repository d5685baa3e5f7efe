/// Tests of the strict reader and the canonical form.
@NullMarked
package dev.parley.core.json;

import org.jspecify.annotations.NullMarked;
