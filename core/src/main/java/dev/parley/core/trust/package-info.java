/// Trust (protocol section 10): the published score as a pure function of recorded evidence, one
/// profile version at a time, with the same decimals on every machine. What has happened comes in
/// as [dev.parley.core.trust.Evidence]; who vouches how much for whom is fixed once a day in an
/// [dev.parley.core.trust.Epoch].
@NullMarked
package dev.parley.core.trust;

import org.jspecify.annotations.NullMarked;
