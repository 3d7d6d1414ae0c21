/** Stations, skies and forecasts in a browser: what is read, kept and served. */
@NullMarked
package org.skycast.dashboard;

import org.jspecify.annotations.NullMarked;
