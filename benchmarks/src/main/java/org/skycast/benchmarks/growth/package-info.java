/** What Skycast's topology costs as stations become more, and how it comes back. */
@NullMarked
package org.skycast.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
