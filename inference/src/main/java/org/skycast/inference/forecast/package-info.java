/** A bundle's forecaster: histories to predictions. */
@NullMarked
package org.skycast.inference.forecast;

import org.jspecify.annotations.NullMarked;
