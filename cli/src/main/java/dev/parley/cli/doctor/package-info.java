/// What `parley doctor` looks at: each class examines one thing and says what it found. Nothing
/// here prints, and nothing is left behind.
@NullMarked
package dev.parley.cli.doctor;

import org.jspecify.annotations.NullMarked;
