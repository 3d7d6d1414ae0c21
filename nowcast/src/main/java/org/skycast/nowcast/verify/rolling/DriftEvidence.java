package org.skycast.nowcast.verify.rolling;

import java.time.Duration;
import java.util.Optional;

/**
 * What a drift was found by.
 *
 * @param value what was measured: of {@code input-mean} the week's mean and of {@code input-spread} its standard deviation, in the
 *     variable's unit; of {@code input-lost} the share of the last day's slots with a value; of skill the mean absolute error,
 *     in the variable's unit
 * @param baseline what it is held against, alike: the training's, the month's before, persistence's, or the month's
 * @param threshold above which level the drift begins; the rule's, or more where there is less to tell by
 * @param cases how many values or scores {@code value} is of
 * @param lead of skill, the lead that is worse
 */
public record DriftEvidence(double value, double baseline, double threshold, long cases, Optional<Duration> lead) {

    /** Of inputs. */
    static DriftEvidence of(DriftRule rule, double value, double baseline, long cases) {
        return new DriftEvidence(value, baseline, rule.threshold(), cases, Optional.empty());
    }
}
