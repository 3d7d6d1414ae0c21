package org.skycast.streams.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.skycast.avro.Observation;
import org.skycast.nowcast.observe.LogCheck;
import org.skycast.nowcast.observe.Slot;
import org.skycast.streams.log.LogEntry;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topics;

/**
 * How far the observation log has come.
 *
 * @param newest the newest slot of any station
 * @param encoderSha256 the encoder of the newest embedding, if there is one
 */
public record ObservationProgress(Slot newest, Optional<String> encoderSha256) {

    /** How many offsets of each partition are looked at, back from the end: a day of a few stations' backlog. */
    private static final long NEWEST = 1_000;

    /**
     * Looks at the end of each partition.
     *
     * @return empty if there is no observation yet
     * @throws org.skycast.streams.log.LogException if the broker or the registry does not answer
     */
    public static Optional<ObservationProgress> in(Map<String, ?> clients) {
        var scan = new Scan();
        var values = LogValues.of(Topics.OBSERVATIONS, clients, Unreadable.IS_PASSED_OVER);
        try (var reader = LogReader.on(clients)) {
            reader.forEachOfNewest(Topics.OBSERVATIONS.name(), NEWEST, values, scan::take);
        }
        return scan.newest.map(slot -> new ObservationProgress(slot, scan.encoder));
    }

    private static final class Scan {
        private Optional<Slot> newest = Optional.empty();
        private Instant skyOf = Instant.MIN;
        private Optional<String> encoder = Optional.empty();

        /** One slot that the log cannot have come to would have whatever is deployed begin there. */
        void take(LogEntry<Observation> entry) {
            Observation observation = entry.value();
            var slot = new Slot(observation.getSlotStart(), Duration.ofMinutes(observation.getSlotMinutes()));
            if (observation.getSlotMinutes() <= 0
                    || LogCheck.ahead(slot.end(), Instant.ofEpochMilli(entry.timestamp()))
                            .isPresent()) {
                return;
            }
            if (newest.filter(before -> !before.start().isBefore(slot.start())).isEmpty()) {
                newest = Optional.of(slot);
            }
            if (observation.getSky() != null && slot.start().isAfter(skyOf)) {
                skyOf = slot.start();
                encoder = Optional.of(observation.getSky().getEncoderSha256());
            }
        }
    }
}
