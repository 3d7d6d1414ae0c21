package org.skycast.streams.model;

import java.util.function.Supplier;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.forecast.Forecaster;

/**
 * A model that tasks can open.
 *
 * @param featureSpec what it reads
 * @param forecaster opens a task's forecaster; the task closes it if it can be closed
 * @param skies opens a task's encoder, for frames that were embedded by another one
 */
public record ModelSource(FeatureSpec featureSpec, Supplier<Forecaster> forecaster, Supplier<SkyEmbedder> skies) {}
