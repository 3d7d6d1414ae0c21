package org.skycast.nowcast.verify.rolling;

import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.verify.SkillSums;

/**
 * A model's scores at one station over the foretold slots of one bucket.
 *
 * @param bucket when
 * @param model whose
 * @param sums the scores, summed up
 */
public record SkillBucket(Bucket bucket, Forecaster.Model model, SkillSums sums) {}
