package org.skycast.trials.replay;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.skycast.streams.log.LogEntry;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;
import org.skycast.streams.log.LogValues;
import org.skycast.trials.replay.ReplayPlan.Span;

/** Finds the part of a topic in which all of a span of event time stands. */
public final class TopicSpans implements AutoCloseable {

    private final LogReader reader;

    /** @param clients properties of the Kafka clients, by their own names */
    public TopicSpans(Map<String, ?> clients) {
        this.reader = LogReader.on(clients);
    }

    /**
     * From the first record that the log took at {@code appendedFrom} or later to the last there is.
     *
     * @return a span for each partition, by number
     */
    List<Span> spans(String topic, Instant appendedFrom) {
        Map<TopicPartition, LogSpan> whole =
                reader.whole(topic).stream().collect(Collectors.toMap(LogSpan::partition, span -> span));
        return reader.since(topic, appendedFrom).stream()
                .map(since -> {
                    long end = afterLastRecord(whole.getOrDefault(since.partition(), since));
                    return new Span(since.partition().partition(), Math.min(since.begin(), end), end);
                })
                .sorted(Comparator.comparingInt(Span::partition))
                .toList();
    }

    /**
     * The time from which on every record is still there; empty if retention has taken none yet. A partition of which
     * nothing is left says nothing of when: its stations have been silent for longer than the log keeps.
     */
    public Optional<Instant> keptFrom(String topic) {
        return reader.whole(topic).stream()
                .filter(span -> span.begin() > 0)
                .flatMap(span -> reader.first(span).stream())
                .map(record -> Instant.ofEpochMilli(record.timestamp()))
                .max(Comparator.naturalOrder());
    }

    /** The first value that is left in each partition, and can be read. */
    <T> List<T> firstValues(String topic, LogValues<T> values) {
        return reader.whole(topic).stream()
                .flatMap(span -> first(span, values).stream())
                .toList();
    }

    private <T> Optional<T> first(LogSpan span, LogValues<T> values) {
        reader.open(span);
        for (var next = reader.next(); !next.isEmpty(); next = reader.next()) {
            Optional<T> first = next.stream()
                    .flatMap(record -> values.entry(record).stream())
                    .map(LogEntry::value)
                    .findFirst();
            if (first.isPresent()) {
                return first;
            }
        }
        return Optional.empty();
    }

    private long afterLastRecord(LogSpan span) {
        return reader.last(span).map(record -> record.offset() + 1).orElse(span.begin());
    }

    @Override
    public void close() {
        reader.close();
    }
}
