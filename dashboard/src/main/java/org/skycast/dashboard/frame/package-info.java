/** Frames, fetched one by one from where they stand in the log. */
@NullMarked
package org.skycast.dashboard.frame;

import org.jspecify.annotations.NullMarked;
