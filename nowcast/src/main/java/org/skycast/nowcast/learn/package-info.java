/**
 * What a station teaches a model: its forecasts are corrected by the truths that came, and held back toward persistence
 * where it does worse.
 */
@NullMarked
package org.skycast.nowcast.learn;

import org.jspecify.annotations.NullMarked;
