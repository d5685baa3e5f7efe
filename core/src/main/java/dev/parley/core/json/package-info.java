/// JSON as the protocol allows it: immutable values, a strict reader of bytes, and the canonical
/// form of RFC 8785.
///
/// Two documents with the same value have the same canonical bytes, and everything that is hashed
/// or signed is hashed and signed in that form. The reader therefore accepts only documents whose
/// value survives the trip: no duplicate names, no invalid UTF-8, no numbers that a double cannot
/// hold.
@NullMarked
package dev.parley.core.json;

import org.jspecify.annotations.NullMarked;
