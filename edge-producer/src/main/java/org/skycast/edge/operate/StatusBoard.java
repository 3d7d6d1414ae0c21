package org.skycast.edge.operate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.skycast.edge.EdgeMetrics;

/** Puts together how the edge is doing. Asked from any thread. */
public final class StatusBoard {

    /** A scrape asks for several figures of the spool at once. */
    private static final Duration SPOOL_HOLDS = Duration.ofSeconds(2);

    private final List<String> stations;
    private final EdgeMetrics metrics;
    private final Supplier<SpoolState> spool;
    private final Machine machine;
    private final InstantSource clock;
    private final Instant startedAt;
    private final Versions versions = Versions.running();
    private volatile Optional<Watched> watched = Optional.empty();
    private volatile ClockState clockState = ClockState.UNKNOWN;

    /**
     * @param stations their ids
     * @param spool asked at most every two seconds
     */
    public StatusBoard(
            List<String> stations,
            EdgeMetrics metrics,
            Supplier<SpoolState> spool,
            Machine machine,
            InstantSource clock) {
        this.stations = List.copyOf(stations);
        this.metrics = metrics;
        this.spool = new Held<>(spool, SPOOL_HOLDS, clock);
        this.machine = machine;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** Whose sources are shown from now on. */
    void watch(Watched edge) {
        watched = Optional.of(edge);
    }

    void clockIs(ClockState state) {
        clockState = state;
    }

    List<String> stations() {
        return stations;
    }

    SpoolState spool() {
        return spool.get();
    }

    UplinkState uplink() {
        return metrics.uplink();
    }

    ClockState clock() {
        return clockState;
    }

    MachineState machine() {
        return machine.state();
    }

    List<SourceState> sources() {
        return watched.map(Watched::sources).orElse(List.of());
    }

    /** Why nothing is taken any more. */
    Optional<String> stopped() {
        return watched.flatMap(Watched::stopped);
    }

    boolean isWatching() {
        return watched.isPresent();
    }

    EdgeStatus.Newest newest(String station) {
        return new EdgeStatus.Newest(
                Optional.ofNullable(metrics.newestFrames().get(station)),
                Optional.ofNullable(metrics.newestReadings().get(station)));
    }

    /** All of it, now. */
    public EdgeStatus status() {
        Map<String, EdgeStatus.Newest> newest = new TreeMap<>();
        stations.forEach(station -> newest.put(station, newest(station)));
        return new EdgeStatus(
                versions,
                startedAt,
                clock.instant(),
                stopped(),
                newest,
                sources(),
                spool(),
                uplink(),
                clockState,
                machine(),
                metrics.counts());
    }

    /** What was asked for lately, so that it is not asked for again at once. */
    private static final class Held<T> implements Supplier<T> {
        private final Supplier<T> source;
        private final Duration holds;
        private final InstantSource clock;
        private Optional<T> value = Optional.empty();
        private Instant until = Instant.MIN;

        Held(Supplier<T> source, Duration holds, InstantSource clock) {
            this.source = source;
            this.holds = holds;
            this.clock = clock;
        }

        @Override
        public synchronized T get() {
            Instant now = clock.instant();
            // A clock that is set back must not hold a value for ever.
            if (value.isEmpty() || !now.isBefore(until) || now.isBefore(until.minus(holds))) {
                value = Optional.of(source.get());
                until = now.plus(holds);
            }
            return value.get();
        }
    }
}
