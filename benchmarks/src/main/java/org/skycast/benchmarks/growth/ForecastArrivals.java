package org.skycast.benchmarks.growth;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.skycast.benchmarks.engines.CommittedForecasts;

/** Counts committed forecasts as they come, unread, and says when each station's last one came. */
final class ForecastArrivals implements AutoCloseable {

    private final Map<String, Long> nanos = new ConcurrentHashMap<>();
    private final CommittedForecasts<byte[]> forecasts;

    ForecastArrivals(Map<String, Object> clients, int partitions) {
        this.forecasts = new CommittedForecasts<>(clients, partitions, new ByteArrayDeserializer(), this::counts);
    }

    private boolean counts(ConsumerRecord<String, byte[]> record) {
        nanos.put(record.key(), System.nanoTime());
        return true;
    }

    /** How many there are. */
    long count() {
        return forecasts.count();
    }

    /** When the last one of each station was read. */
    Map<String, Long> last() {
        return Map.copyOf(nanos);
    }

    /** Waits until there are so many; gives when that was, or nothing if it does not come to it within the limit. */
    OptionalLong await(long wanted, Duration limit) throws InterruptedException {
        return forecasts.await(wanted, limit);
    }

    @Override
    public void close() throws InterruptedException {
        forecasts.close();
    }
}
