/** Programs that measure; none is a test, and none decides anything. */
@NullMarked
package org.skycast.benchmarks;

import org.jspecify.annotations.NullMarked;
