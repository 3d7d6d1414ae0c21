package org.skycast.dashboard.frame;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.skycast.avro.CameraFrame;
import org.skycast.nowcast.digest.Sha256;
import org.skycast.streams.log.LogEntry;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;
import org.skycast.streams.log.LogValues;

/** Seeks a frame that was sent for audit among those that the log took about when the observation came of its embedding. */
final class AuditSearch {

    /** A slot, and what its records may be late. */
    private static final Duration BEFORE = Duration.ofMinutes(15);

    private static final Duration AFTER = Duration.ofMinutes(1);

    /** However many frames of others lie there. */
    private static final int MOST_OFFSETS = 500;

    private AuditSearch() {}

    static Optional<LogEntry<CameraFrame>> find(
            LogReader reader, FramePlace.Audit place, LogValues<CameraFrame> values) {
        LogSpan later = since(reader, place.partition(), place.taken().plus(AFTER));
        LogSpan from = since(reader, place.partition(), place.taken().minus(BEFORE));
        LogSpan span = new LogSpan(place.partition(), from.begin(), later.begin()).newest(MOST_OFFSETS);
        reader.open(span);
        for (var next = reader.next(); !next.isEmpty(); next = reader.next()) {
            for (var record : next) {
                Optional<LogEntry<CameraFrame>> entry =
                        place.station().equals(record.key()) ? values.entry(record) : Optional.empty();
                if (entry.isPresent()
                        && Sha256.of(FrameFetcher.image(entry.get())).equals(place.sha256())) {
                    return entry;
                }
            }
        }
        return Optional.empty();
    }

    private static LogSpan since(LogReader reader, TopicPartition partition, Instant time) {
        List<LogSpan> all = reader.since(partition.topic(), time);
        return all.stream()
                .filter(span -> span.partition().equals(partition))
                .findFirst()
                .orElseGet(() -> new LogSpan(partition, 0, 0));
    }
}
