package org.skycast.benchmarks.engines;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.skycast.topics.Topics;

/**
 * Reads committed forecasts as they come, from a thread of its own, and counts them.
 *
 * @param <V> what they are read as
 */
public final class CommittedForecasts<V> implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Consumer<String, V> consumer;
    private final Predicate<ConsumerRecord<String, V>> counts;
    private final Thread thread = new Thread(this::run, "forecasts");
    private long count;
    private volatile boolean isDone;

    /**
     * Starts to read.
     *
     * @param counts takes each and says whether it counts; is called by the thread that reads
     */
    public CommittedForecasts(
            Map<String, Object> clients,
            int partitions,
            Deserializer<V> values,
            Predicate<ConsumerRecord<String, V>> counts) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        properties.put("fetch.max.wait.ms", 50);
        this.consumer = new KafkaConsumer<>(properties, new StringDeserializer(), values);
        this.counts = counts;
        consumer.assign(IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(Topics.FORECASTS.name(), partition))
                .toList());
        thread.start();
    }

    private void run() {
        while (!isDone) {
            for (ConsumerRecord<String, V> record : consumer.poll(POLL)) {
                if (counts.test(record)) {
                    add();
                }
            }
        }
        consumer.close();
    }

    private synchronized void add() {
        count++;
        notifyAll();
    }

    /** How many there are. */
    public synchronized long count() {
        return count;
    }

    /** Waits until there are so many; gives when that was, or nothing if it does not come to it within the limit. */
    public synchronized OptionalLong await(long wanted, Duration limit) throws InterruptedException {
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
