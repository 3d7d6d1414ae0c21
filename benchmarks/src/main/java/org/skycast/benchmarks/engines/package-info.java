/** Skycast's topology against the same code in Flink and in a plain loop; each in a process of its own. */
@NullMarked
package org.skycast.benchmarks.engines;

import org.jspecify.annotations.NullMarked;
