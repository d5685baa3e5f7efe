/// What ASP and A2A have to do with each other, tried.
@NullMarked
package dev.parley.core.a2a;

import org.jspecify.annotations.NullMarked;
