/**
 * What one record can do to a stage, and what is done about it. A record on which the threads of a stage die again and
 * again is passed over; one that is larger than its topic allows is never decoded; what was fetched later than something
 * else is not taken before it.
 */
@NullMarked
package org.skycast.streams.guard;

import org.jspecify.annotations.NullMarked;
