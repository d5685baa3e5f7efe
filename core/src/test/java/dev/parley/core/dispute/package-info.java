/// Tests of disputes.
@NullMarked
package dev.parley.core.dispute;

import org.jspecify.annotations.NullMarked;
