/** The verify stage: thin shells that carry forecasts and observations to the station verifier and its scores back. */
@NullMarked
package org.skycast.streams.verify;

import org.jspecify.annotations.NullMarked;
