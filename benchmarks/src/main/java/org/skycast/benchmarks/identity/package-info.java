/** What it costs that stations write only as themselves. */
@NullMarked
package org.skycast.benchmarks.identity;

import org.jspecify.annotations.NullMarked;
