/// Tests of transcript files: what holds, and that nothing can be changed unnoticed.
@NullMarked
package dev.parley.core.transcript;

import org.jspecify.annotations.NullMarked;
