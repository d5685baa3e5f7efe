/// How fast a transcript is verified, against the bare signature checks that it takes.
@NullMarked
package dev.parley.bench.transcript;

import org.jspecify.annotations.NullMarked;
