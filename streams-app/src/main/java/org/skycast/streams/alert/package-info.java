/** The stage of weather alerts: forecasts, judged by rules. */
@NullMarked
package org.skycast.streams.alert;

import org.jspecify.annotations.NullMarked;
