package org.skycast.streams.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The values of a span, one after the other, for whoever walks along several logs at once. */
public final class PartitionLog<T> implements Iterator<LogEntry<T>>, AutoCloseable {

    private final LogReader reader;
    private final LogValues<T> values;
    private final Deque<LogEntry<T>> fetched = new ArrayDeque<>();
    private boolean atEnd;

    /**
     * Opens a span.
     *
     * @param clients properties of the consumer
     * @param values reads the values
     */
    public PartitionLog(Map<String, ?> clients, LogSpan span, LogValues<T> values) {
        this.reader = LogReader.on(clients);
        this.values = values;
        reader.open(span);
    }

    /** @throws LogException if the broker does not answer, or a record cannot be read that may not be passed over */
    @Override
    public boolean hasNext() {
        while (fetched.isEmpty() && !atEnd) {
            List<ConsumerRecord<String, byte[]>> records = reader.next();
            atEnd = records.isEmpty();
            records.forEach(record -> values.entry(record).ifPresent(fetched::add));
        }
        return !fetched.isEmpty();
    }

    @Override
    public LogEntry<T> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return fetched.remove();
    }

    /** The next record, which stays the next. */
    public LogEntry<T> peek() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return fetched.element();
    }

    @Override
    public void close() {
        reader.close();
    }
}
