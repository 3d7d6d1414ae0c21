/** The domain's code in Apache Flink, and in a plain loop, to hold Skycast's own topology against. */
@NullMarked
package org.skycast.benchmarks.flink;

import org.jspecify.annotations.NullMarked;
