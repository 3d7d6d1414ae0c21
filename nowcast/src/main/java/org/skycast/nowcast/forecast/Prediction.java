package org.skycast.nowcast.forecast;

/**
 * What a forecaster makes of a history, before it is known what the station lacks.
 *
 * @param quantiles [target][lead][level], in the target's unit, not decreasing along the levels; NaN where nothing can
 *     be said
 * @param probabilities [event][lead], 0 to 1; NaN where nothing can be said
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once; never compared
public record Prediction(float[][][] quantiles, float[][] probabilities) {}
