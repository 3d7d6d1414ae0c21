/** Where a station stands, and where the sun stands for it. */
@NullMarked
package org.skycast.nowcast.station;

import org.jspecify.annotations.NullMarked;
