/// What the parties of a session say of each other after it, each once and sealed until all are in
/// (protocol section 5, ratings).
@NullMarked
package dev.parley.core.rating;

import org.jspecify.annotations.NullMarked;
