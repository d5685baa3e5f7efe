/// Tasks: what an agent works on, who watches it, and to which session it belongs.
@NullMarked
package dev.parley.a2a.task;

import org.jspecify.annotations.NullMarked;
