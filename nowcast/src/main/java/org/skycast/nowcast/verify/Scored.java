package org.skycast.nowcast.verify;

/**
 * A score and the forecast that got it.
 *
 * @param of the forecast
 * @param score what it was worth at one lead
 */
public record Scored(Awaited of, Score score) {}
