/** When a station's forecasts are a warning: rules, states and messages of weather alerts. */
@NullMarked
package org.skycast.nowcast.alert;

import org.jspecify.annotations.NullMarked;
