/// What needs no server: subjects, addresses, receipts. The whole way is tried in the module `cli`.
@NullMarked
package dev.parley.nats;

import org.jspecify.annotations.NullMarked;
