/** What looks on while stages run, and tells health, log and metrics: the broker, restores, partitions and lags. */
@NullMarked
package org.skycast.streams.watch;

import org.jspecify.annotations.NullMarked;
