package org.skycast.sandbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.skycast.topics.Topics;

/** What a consumer that reads committed sees of forecasts: for how long at the most none came on a partition. */
final class ForecastGaps implements AutoCloseable {

    private static final int STEADY = 12;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> last = new HashMap<>();
    private final Map<TopicPartition, Integer> since = new HashMap<>();
    private final Thread reading = new Thread(this::read, "forecast-gaps");
    private volatile boolean ends;
    private long longest;

    ForecastGaps(Rig rig) {
        Map<String, Object> settings = new HashMap<>(rig.clients());
        settings.put("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.FORECASTS.name()).stream()
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(partition -> last.put(partition, System.nanoTime()));
        reading.start();
    }

    private void read() {
        while (!ends) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                came(new TopicPartition(record.topic(), record.partition()));
            }
        }
    }

    private synchronized void came(TopicPartition partition) {
        long now = System.nanoTime();
        longest = Math.max(longest, now - last.put(partition, now));
        since.merge(partition, 1, Integer::sum);
    }

    /** From now on. */
    synchronized void begin() {
        longest = 0;
        since.clear();
    }

    /** Waits until forecasts come on every partition, more than were on their way; gives the longest wait since the beginning. */
    Duration longest() {
        synchronized (this) {
            since.clear();
        }
        Rig.await("forecasts on every partition", Duration.ofMinutes(2), this::isSteady);
        synchronized (this) {
            return Duration.ofNanos(longest);
        }
    }

    private synchronized boolean isSteady() {
        return last.keySet().stream().allMatch(partition -> since.getOrDefault(partition, 0) >= STEADY);
    }

    @Override
    public void close() throws InterruptedException {
        ends = true;
        reading.join();
        consumer.close();
    }
}
