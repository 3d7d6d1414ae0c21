package org.skycast.benchmarks.growth;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.skycast.topics.Topics;

/** Counts committed forecasts as they come, from a thread of its own, and says when each station's last one came. */
final class ForecastArrivals implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Map<String, Long> nanos = new HashMap<>();
    private final Consumer<String, byte[]> consumer;
    private final Thread thread = new Thread(this::run, "forecasts");
    private long count;
    private volatile boolean isDone;

    ForecastArrivals(Map<String, Object> clients, int partitions) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        properties.put("fetch.max.wait.ms", 20);
        this.consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(Topics.FORECASTS.name(), partition))
                .toList());
        thread.start();
    }

    private void run() {
        while (!isDone) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                add(record.key());
            }
        }
        consumer.close();
    }

    private synchronized void add(String station) {
        count++;
        nanos.put(station, System.nanoTime());
        notifyAll();
    }

    /** How many there are. */
    synchronized long count() {
        return count;
    }

    /** When the last one of each station was read. */
    synchronized Map<String, Long> last() {
        return new HashMap<>(nanos);
    }

    /** Waits until there are so many; gives when that was, or nothing if it does not come to it within the limit. */
    synchronized OptionalLong await(long wanted, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (count < wanted) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return OptionalLong.empty();
            }
            wait(left);
        }
        return OptionalLong.of(System.nanoTime());
    }

    @Override
    public void close() throws InterruptedException {
        isDone = true;
        thread.join();
    }
}
