/** What an edge goes through in years, in minutes; and what of its readings comes out at the other end. */
@NullMarked
package org.skycast.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
