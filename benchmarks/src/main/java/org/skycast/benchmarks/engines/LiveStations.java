package org.skycast.benchmarks.engines;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.skycast.edge.source.Sample;

/** Sends samples at a steady rate from a thread of its own, and remembers when that was with which a slot closed. */
public final class LiveStations implements AutoCloseable {

    private static final Duration SLOT = Duration.ofMinutes(10);

    private final StationSender sender;
    private final Iterator<Sample> samples;
    private final Duration closesAfter;
    private final long betweenNanos;
    private final Map<ForecastName, Long> closedNanos = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "stations");
    private volatile boolean isDone;

    /**
     * Starts to send.
     *
     * @param closesAfter how far a station's readings pass a slot's end when it closes
     */
    public LiveStations(StationSender sender, Iterator<Sample> samples, Duration closesAfter, double aSecond) {
        this.sender = sender;
        this.samples = samples;
        this.closesAfter = closesAfter;
        this.betweenNanos = (long) (1e9 / aSecond);
        thread.start();
    }

    private void run() {
        long next = System.nanoTime();
        while (!isDone && samples.hasNext()) {
            LockSupport.parkNanos(next - System.nanoTime());
            next += betweenNanos;
            Sample sample = samples.next();
            if (sample instanceof Sample.Values) {
                closedNanos.putIfAbsent(closed(sample), System.nanoTime());
            }
            sender.send(sample);
        }
    }

    /** The forecast of the newest slot that a reading closes: that whose end it has passed first. */
    private ForecastName closed(Sample reading) {
        long passed = reading.at().minus(closesAfter).getEpochSecond();
        return new ForecastName(
                reading.stationId(), Instant.ofEpochSecond(passed - Math.floorMod(passed, SLOT.toSeconds())));
    }

    /** When the reading was sent with which a forecast could be made. */
    public Optional<Long> closedNanos(ForecastName forecast) {
        return Optional.ofNullable(closedNanos.get(forecast));
    }

    /** Those whose reading was sent between two times, and when it was. */
    public Map<ForecastName, Long> closedBetween(long begin, long end) {
        Map<ForecastName, Long> between = new HashMap<>(closedNanos);
        between.values().removeIf(nanos -> nanos < begin || nanos >= end);
        return between;
    }

    @Override
    public void close() throws InterruptedException {
        isDone = true;
        thread.join(TimeUnit.SECONDS.toMillis(10));
    }
}
