/// Who is calling: access tokens bound to keys, the proofs of possession of each request, the
/// server's nonces, and how much each caller may ask (protocol section 4). What a caller got wrong
/// is a value with the error of the RFC that it breaks.
@NullMarked
package dev.parley.server.auth;

import org.jspecify.annotations.NullMarked;
