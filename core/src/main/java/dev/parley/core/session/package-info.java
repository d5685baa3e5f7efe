/// The session machine (protocol sections 6 to 9): what a session is, is a pure function of its
/// records. [SessionTable] says who may do what in which state, [SessionMachine] applies one
/// message, and the rules behind each cell stand in the class that is named for them.
@NullMarked
package dev.parley.core.session;

import org.jspecify.annotations.NullMarked;
