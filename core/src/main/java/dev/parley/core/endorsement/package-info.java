/// That one agent stands up for another, and takes it back (protocol section 10, PE).
@NullMarked
package dev.parley.core.endorsement;

import org.jspecify.annotations.NullMarked;
