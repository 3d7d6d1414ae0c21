package org.skycast.nowcast.verify.rolling;

import java.util.Optional;
import org.skycast.nowcast.forecast.Forecaster;

/** One station's sums by bucket. */
public interface RollingSums extends RollingView {

    /** What is known of the station; absent before its first record. */
    Optional<DriftState> state();

    /** Keeps it. */
    void keep(DriftState watch);

    /** A model's scores of a bucket. */
    Optional<SkillBucket> skill(Bucket bucket, Forecaster.Model model);

    /** Keeps them in the place of earlier ones. */
    void keep(SkillBucket skill);

    /** What was measured in a bucket. */
    Optional<InputBucket> inputs(Bucket bucket);

    /** Keeps it in the place of an earlier one. */
    void keep(InputBucket inputs);

    /** Forgets the buckets before {@code bucket}. */
    void forgetBefore(Bucket bucket);

    /** Forgets the station. */
    void forget();
}
