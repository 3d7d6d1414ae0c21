/** The forecast stage: a thin shell around the station forecaster. */
@NullMarked
package org.skycast.streams.forecast;

import org.jspecify.annotations.NullMarked;
