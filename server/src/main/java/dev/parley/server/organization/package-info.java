/// Proof of a domain (protocol section 4, registration): the record that an organisation publishes
/// on its own web server, got from there with limits, kept, and looked at again.
@NullMarked
package dev.parley.server.organization;

import org.jspecify.annotations.NullMarked;
