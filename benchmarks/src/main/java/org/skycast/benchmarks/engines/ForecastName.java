package org.skycast.benchmarks.engines;

import java.time.Instant;

/** Which forecast: a station has one a reference time. */
public record ForecastName(String station, Instant reference) {}
