package org.skycast.cli.copy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.skycast.streams.log.Fetch;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;

/**
 * Several partitions of a topic as one log, by the times at which they took their records. A partition that two others' stations
 * come to must have their records in that order, or a stage would take all of one before any of the other, and find the other late.
 */
final class TimeOrder {

    /** Of each partition: frames are large, and all partitions are open at once. */
    private static final Fetch FETCH = new Fetch(1 << 20, 100);

    private TimeOrder() {}

    /** A partition that is being read, and what of it has been fetched and not been taken. */
    private record Source(LogReader reader, Deque<ConsumerRecord<String, byte[]>> fetched) implements AutoCloseable {

        static Source open(Map<String, ?> clients, LogSpan span) {
            var source = new Source(LogReader.on(clients, FETCH), new ArrayDeque<>());
            source.reader.open(span);
            return source;
        }

        boolean hasMore() {
            if (fetched.isEmpty()) {
                fetched.addAll(reader.next());
            }
            return !fetched.isEmpty();
        }

        long time() {
            return fetched.element().timestamp();
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    /** Gives every record of these spans; what has one time, by partition. */
    static void read(Map<String, ?> clients, List<LogSpan> spans, Consumer<ConsumerRecord<String, byte[]>> take) {
        List<Source> open = new ArrayList<>();
        try {
            var next = new PriorityQueue<>(Comparator.comparingLong(Source::time)
                    .thenComparing(source -> source.fetched().element().partition()));
            for (LogSpan span : spans) {
                Source source = Source.open(clients, span);
                open.add(source);
                if (source.hasMore()) {
                    next.add(source);
                }
            }
            for (Source source = next.poll(); source != null; source = next.poll()) {
                take.accept(source.fetched().remove());
                if (source.hasMore()) {
                    next.add(source);
                }
            }
        } finally {
            open.forEach(Source::close);
        }
    }
}
