package org.skycast.nowcast.verify.rolling;

import java.util.function.Consumer;

/** One station's sums by bucket, to be read. */
public interface RollingView {

    /** Tells every model's scores of the buckets from {@code from} to {@code to}, both included, oldest first. */
    void forEachSkill(Bucket from, Bucket to, Consumer<SkillBucket> action);

    /** Tells what was measured in the buckets from {@code from} to {@code to}, both included, oldest first. */
    void forEachInputs(Bucket from, Bucket to, Consumer<InputBucket> action);
}
