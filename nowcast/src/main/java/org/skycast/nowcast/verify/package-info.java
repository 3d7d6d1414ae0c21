/** Forecasts against what came true. */
@NullMarked
package org.skycast.nowcast.verify;

import org.jspecify.annotations.NullMarked;
