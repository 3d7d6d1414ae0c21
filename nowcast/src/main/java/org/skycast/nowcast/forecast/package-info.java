/** From a history of observations to a forecast. */
@NullMarked
package org.skycast.nowcast.forecast;

import org.jspecify.annotations.NullMarked;
