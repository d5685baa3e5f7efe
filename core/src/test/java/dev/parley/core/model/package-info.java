/// The session as a model for a checker: generated from the session table, checked, and compared
/// with the machine act by act.
@NullMarked
package dev.parley.core.model;

import org.jspecify.annotations.NullMarked;
