package org.skycast.benchmarks.engines;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.skycast.avro.Forecast;
import org.skycast.schemas.AvroSerdes;

/** Reads committed forecasts as they come, from a thread of its own. */
public final class ForecastWatch implements AutoCloseable {

    private final Map<ForecastName, Seen> seen = new LinkedHashMap<>();
    private final CommittedForecasts<Forecast> forecasts;
    private long repeated;

    public ForecastWatch(Map<String, Object> clients, int partitions) {
        this.forecasts = new CommittedForecasts<>(
                clients, partitions, AvroSerdes.values(Forecast.class, clients).deserializer(), this::isNew);
    }

    /**
     * A forecast.
     *
     * @param nanos when it was read
     * @param values all that is said of the weather, and of what: see {@link #said}
     */
    public record Seen(long nanos, List<Object> values) {}

    private synchronized boolean isNew(ConsumerRecord<String, Forecast> record) {
        Forecast forecast = record.value();
        var name = new ForecastName(forecast.getStationId(), forecast.getReferenceTime());
        boolean isNew = seen.putIfAbsent(name, new Seen(System.nanoTime(), said(forecast))) == null;
        repeated += isNew ? 0 : 1;
        return isNew;
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
    public int count() {
        return (int) forecasts.count();
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
    OptionalLong await(int count, Duration limit) throws InterruptedException {
        return forecasts.await(count, limit);
    }

    @Override
    public void close() throws InterruptedException {
        forecasts.close();
    }
}
