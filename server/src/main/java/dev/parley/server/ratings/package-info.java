/// What agents say of each other: ratings, sealed until all are in or the time is over, and
/// endorsements (protocol sections 5 and 10).
@NullMarked
package dev.parley.server.ratings;

import org.jspecify.annotations.NullMarked;
