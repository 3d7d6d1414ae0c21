/** The live stage: observations and, of them, the champion's forecasts. */
@NullMarked
package org.skycast.streams.live;

import org.jspecify.annotations.NullMarked;
