package org.skycast.streams.guard;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;

/** A consumer of a log that is given, whose poll fails where what it would give at once does not fit into so many bytes. */
final class SmallHeapConsumer extends MockConsumer<byte[], byte[]> {

    private final Map<TopicPartition, List<Integer>> log;
    private final int atOnce;
    private final int heap;

    /** @param log how many bytes each record unpacks to; values stay empty */
    SmallHeapConsumer(Map<TopicPartition, List<Integer>> log, int atOnce, int heap) {
        super("earliest");
        this.log = log;
        this.atOnce = atOnce;
        this.heap = heap;
        setMaxPollRecords(atOnce);
    }

    @Override
    public synchronized void assign(Collection<TopicPartition> partitions) {
        super.assign(partitions);
        fill(partitions);
    }

    private void fill(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> begins = new HashMap<>();
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (TopicPartition partition : partitions) {
            int end = log.getOrDefault(partition, List.of()).size();
            begins.put(partition, 0L);
            ends.put(partition, (long) end);
            updateBeginningOffsets(begins);
            updateEndOffsets(ends);
            seek(partition, 0);
            for (int offset = 0; offset < end; offset++) {
                addRecord(new ConsumerRecord<>(
                        partition.topic(), partition.partition(), offset, new byte[0], new byte[0]));
            }
        }
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        long bytes = 0;
        int records = 0;
        for (TopicPartition partition : assignment()) {
            List<Integer> sizes = log.getOrDefault(partition, List.of());
            for (long at = position(partition);
                    !paused().contains(partition) && at < sizes.size() && records < atOnce;
                    at++) {
                bytes += sizes.get((int) at);
                records++;
            }
        }
        if (bytes > heap) {
            throw new OutOfMemoryError("Java heap space");
        }
        return super.poll(Duration.ZERO);
    }
}
