/// Sessions: the list, and the conversation as it happens.
@NullMarked
package dev.parley.console.sessions;

import org.jspecify.annotations.NullMarked;
