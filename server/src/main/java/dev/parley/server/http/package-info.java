/// The HTTP and SSE binding (protocol section 13): published paths to the letter, one error form
/// for everything, limits on all that comes from outside. What a request comes to is a value, an
/// answer; only [dev.parley.server.http.HttpListener] knows the web server.
@NullMarked
package dev.parley.server.http;

import org.jspecify.annotations.NullMarked;
