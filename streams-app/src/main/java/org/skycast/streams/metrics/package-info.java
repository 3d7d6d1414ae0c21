/** What is counted, and shown of each station. */
@NullMarked
package org.skycast.streams.metrics;

import org.jspecify.annotations.NullMarked;
