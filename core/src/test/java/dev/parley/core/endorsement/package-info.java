/// Tests of endorsements.
@NullMarked
package dev.parley.core.endorsement;

import org.jspecify.annotations.NullMarked;
