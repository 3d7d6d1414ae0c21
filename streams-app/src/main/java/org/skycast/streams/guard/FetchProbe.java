package org.skycast.streams.guard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a partition record by record, to find the one that ends a fetch: such as one whose compressed kilobytes unpack to
 * more than the heap. A batch is unpacked from its beginning, so what stands behind such a record in its batch cannot be
 * fetched either.
 */
final class FetchProbe {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int SILENT_POLLS = 4;

    private final Supplier<? extends Consumer<byte[], byte[]>> open;

    /** @param open opens a consumer without a group that gives one record a poll */
    FetchProbe(Supplier<? extends Consumer<byte[], byte[]>> open) {
        this.open = open;
    }

    /**
     * The offset of the record whose fetch fails; empty if each that it can be can be fetched for itself. A consumer unpacks
     * record by record, and no more than it gives at once, so what ends a poll is among so many records from its position on.
     *
     * @param atOnce how many the consumer that failed gives at once
     */
    OptionalLong firstUnfetchable(TopicPartition partition, long position, int atOnce) {
        try (Consumer<byte[], byte[]> consumer = at(partition, position)) {
            long end = end(consumer, partition);
            int silent = 0;
            int fetched = 0;
            for (long at = position; at < end && fetched < atOnce && silent < SILENT_POLLS; ) {
                try {
                    int records = consumer.poll(POLL).count();
                    fetched += records;
                    silent = records == 0 && consumer.position(partition) == at ? silent + 1 : 0;
                    at = consumer.position(partition);
                } catch (OutOfMemoryError | RuntimeException e) {
                    return Blame.isExcused(e) ? OptionalLong.empty() : OptionalLong.of(at);
                }
            }
            return OptionalLong.empty();
        }
    }

    /** The first offset after one that cannot be fetched from which fetching works. */
    long resumesAt(TopicPartition partition, long unfetchable) {
        long bad = unfetchable;
        long step = 1;
        while (!isFetchable(partition, bad + step)) {
            bad += step;
            step *= 2;
        }
        long good = bad + step;
        while (good - bad > 1) {
            long middle = bad + (good - bad) / 2;
            if (isFetchable(partition, middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return good;
    }

    private boolean isFetchable(TopicPartition partition, long offset) {
        try (Consumer<byte[], byte[]> consumer = at(partition, offset)) {
            if (end(consumer, partition) <= offset) {
                return true;
            }
            for (int silent = 0; silent < SILENT_POLLS; silent++) {
                try {
                    if (!consumer.poll(POLL).isEmpty() || consumer.position(partition) > offset) {
                        return true;
                    }
                } catch (OutOfMemoryError | RuntimeException e) {
                    if (Blame.isExcused(e)) {
                        throw e;
                    }
                    return false;
                }
            }
            return true;
        }
    }

    /** The records from an offset up to, not including, another, so many at the most. */
    List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, long from, long to, int most) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = at(partition, from)) {
            int silent = 0;
            while (consumer.position(partition) < to && records.size() < most && silent < SILENT_POLLS) {
                long at = consumer.position(partition);
                consumer.poll(POLL).records(partition).stream()
                        .filter(record -> record.offset() < to)
                        .forEach(records::add);
                silent = consumer.position(partition) == at ? silent + 1 : 0;
            }
        }
        return records;
    }

    private static long end(Consumer<?, ?> consumer, TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    private Consumer<byte[], byte[]> at(TopicPartition partition, long offset) {
        Consumer<byte[], byte[]> consumer = open.get();
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        return consumer;
    }
}
