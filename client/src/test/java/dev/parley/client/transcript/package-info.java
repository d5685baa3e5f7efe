/// Tests of the offline verification of transcripts.
@NullMarked
package dev.parley.client.transcript;

import org.jspecify.annotations.NullMarked;
