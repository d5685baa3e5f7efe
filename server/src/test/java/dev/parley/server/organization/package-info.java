/// Tests of proofs of domains, against a web server on this machine.
@NullMarked
package dev.parley.server.organization;

import org.jspecify.annotations.NullMarked;
