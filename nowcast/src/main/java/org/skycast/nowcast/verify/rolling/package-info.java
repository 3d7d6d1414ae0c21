/** What forecasts were worth, and what came in, over the last day, week and month; and when that calls for an operator. */
@NullMarked
package org.skycast.nowcast.verify.rolling;

import org.jspecify.annotations.NullMarked;
