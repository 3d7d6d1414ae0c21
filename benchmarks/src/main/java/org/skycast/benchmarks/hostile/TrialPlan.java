package org.skycast.benchmarks.hostile;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a trial is to be.
 *
 * @param bundle the model bundle's directory
 * @param seed of all that is made
 * @param picks how often the next hostile kind is picked; before any comes again each has come once
 * @param span how long they are sent for; nothing is as fast as it goes
 * @param goodMinutes how long good stations send, of their own time
 * @param heap of the topology, in megabytes
 * @param flood how many records a flood has
 * @param isBombed whether there are records that unpack to more than the heap
 */
record TrialPlan(
        Path bundle, long seed, int picks, Duration span, int goodMinutes, int heap, int flood, boolean isBombed) {

    /** The form that takes less than a minute: each kind once at least, but for what takes threads to find. */
    static TrialPlan brief(Path bundle, long seed) {
        return new TrialPlan(bundle, seed, 620, Duration.ZERO, 120, 512, 100, false);
    }

    /** The whole. */
    static TrialPlan whole(Path bundle, long seed, int picks, Duration span) {
        return new TrialPlan(bundle, seed, picks, span, 360, 512, 3_000, true);
    }

    /** How long nothing may change before what is missing counts as missing: of what takes threads, they die one by one. */
    Duration patience() {
        return Duration.ofSeconds(isBombed ? 120 : 60);
    }
}
