/// Tests of acceptance criteria.
@NullMarked
package dev.parley.core.criteria;

import org.jspecify.annotations.NullMarked;
