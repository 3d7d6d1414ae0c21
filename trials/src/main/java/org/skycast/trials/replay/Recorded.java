package org.skycast.trials.replay;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.skycast.avro.Observation;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.streams.log.PartitionLog;
import org.skycast.topics.Topics;

/**
 * What the observations of a plan are like.
 *
 * @param slotLength how long their slots are
 * @param encoder the digest of the encoder that embedded their skies; empty if none of the first ones has a sky
 */
record Recorded(Duration slotLength, Optional<String> encoder) {

    /** So many observations of each partition are looked at for a sky. */
    private static final int LOOKED_AT = 2000;

    /** Whether the recorded embeddings say nothing to a model of this spec. */
    boolean isOfAnotherEncoderThan(FeatureSpec spec) {
        return encoder.filter(sha256 -> !sha256.equals(spec.encoderSha256())).isPresent();
    }

    static Recorded of(ReplayPlan plan, Map<String, Object> clients) {
        Duration slot = Duration.ZERO;
        for (ReplayPlan.Span span : plan.spans()) {
            try (var log = new PartitionLog<>(
                    clients,
                    new ReplayPlan.Span(span.partition(), span.begin(), Math.min(span.end(), span.begin() + LOOKED_AT))
                            .of(plan.observations()),
                    LogValues.of(Topics.OBSERVATIONS, clients, Unreadable.IS_PASSED_OVER))) {
                while (log.hasNext()) {
                    Observation observation = log.next().value();
                    slot = Duration.ofMinutes(observation.getSlotMinutes());
                    if (observation.getSky() != null) {
                        return new Recorded(
                                slot, Optional.of(observation.getSky().getEncoderSha256()));
                    }
                }
            }
        }
        return new Recorded(slot, Optional.empty());
    }
}
