/** What the edge counts. */
@NullMarked
package org.skycast.edge.metrics;

import org.jspecify.annotations.NullMarked;
