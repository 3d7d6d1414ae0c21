package org.skycast.benchmarks.engines;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.skycast.avro.Forecast;
import org.skycast.schemas.AvroSerdes;
import org.skycast.topics.Topics;

/** Reads committed forecasts as they come, from a thread of its own. */
public final class ForecastWatch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Map<ForecastName, Seen> seen = new LinkedHashMap<>();
    private final Consumer<String, Forecast> consumer;
    private final Thread thread = new Thread(this::run, "forecasts");
    private long repeated;
    private volatile boolean isDone;

    public ForecastWatch(Map<String, Object> clients, int partitions) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        properties.put("fetch.max.wait.ms", 50);
        this.consumer = new KafkaConsumer<>(
                properties,
                new StringDeserializer(),
                AvroSerdes.values(Forecast.class, clients).deserializer());
        consumer.assign(IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(Topics.FORECASTS.name(), partition))
                .toList());
        thread.start();
    }

    /**
     * A forecast.
     *
     * @param nanos when it was read
     * @param values all that is said of the weather, and of what: see {@link #said}
     */
    public record Seen(long nanos, List<Object> values) {}

    private void run() {
        while (!isDone) {
            for (ConsumerRecord<String, Forecast> record : consumer.poll(POLL)) {
                add(record.value());
            }
        }
        consumer.close();
    }

    private synchronized void add(Forecast forecast) {
        var name = new ForecastName(forecast.getStationId(), forecast.getReferenceTime());
        if (seen.putIfAbsent(name, new Seen(System.nanoTime(), said(forecast))) != null) {
            repeated++;
        }
        notifyAll();
    }

    /**
     * What must be the same whoever made it: every quantile and probability, as it goes out and as the bundle has it, bit for
     * bit; what is said of the inputs; the model, and the slots with their revisions. Not when it was issued, and not where its
     * observation stands, which are the run's own.
     */
    private static List<Object> said(Forecast forecast) {
        return List.of(
                forecast.getVariables(),
                forecast.getEvents(),
                forecast.getInputs(),
                String.valueOf(forecast.getNewestFrameAgeSeconds()),
                String.valueOf(forecast.getNewestReadingAgeSeconds()),
                forecast.getLineage().getBundleSha256(),
                forecast.getLineage().getSlots());
    }

    /** How many there are. */
    public synchronized int count() {
        return seen.size();
    }

    /** How many came once more. */
    public synchronized long repeated() {
        return repeated;
    }

    /** All of them, in the order in which they were read. */
    public synchronized Map<ForecastName, Seen> all() {
        return new LinkedHashMap<>(seen);
    }

    /** Waits until there are so many; gives when that was, or nothing if it does not come to it within the limit. */
    synchronized OptionalLong await(int count, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (seen.size() < count) {
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
