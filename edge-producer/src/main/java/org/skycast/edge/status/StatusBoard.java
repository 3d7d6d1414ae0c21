package org.skycast.edge.status;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.spool.SpoolState;
import org.skycast.edge.uplink.UplinkState;

/** Puts together how the edge is doing. Asked from any thread. */
public final class StatusBoard {

    private final List<String> stations;
    private final EdgeMetrics metrics;
    private final Machine machine;
    private final InstantSource clock;
    private final Instant startedAt;
    private final Versions versions = Versions.running();
    private volatile Optional<Watched> watched = Optional.empty();
    private volatile ClockState clockState = ClockState.UNKNOWN;

    /** @param stations their ids */
    public StatusBoard(List<String> stations, EdgeMetrics metrics, Machine machine, InstantSource clock) {
        this.stations = List.copyOf(stations);
        this.metrics = metrics;
        this.machine = machine;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** Which edge is shown; before anything is asked. */
    void watch(Watched edge) {
        watched = Optional.of(edge);
    }

    void clockIs(ClockState state) {
        clockState = state;
    }

    /** A directory on the disk that the spool is on. */
    Path disk() {
        return machine.spoolFolder();
    }

    Instant now() {
        return clock.instant();
    }

    List<String> stations() {
        return stations;
    }

    private Watched watched() {
        return watched.orElseThrow(() -> new IllegalStateException("The edge starts."));
    }

    SpoolState spool() {
        return watched().spool();
    }

    UplinkState uplink() {
        return watched().uplink();
    }

    ClockState clock() {
        return clockState;
    }

    /** What must be added to this clock to get the time server's or, where none is asked, the broker's; in seconds. */
    Optional<Double> clockOffsetSeconds() {
        return clockState.offsetSeconds().or(() -> uplink().clockAhead().map(ahead -> -ahead.toMillis() / 1000.0));
    }

    MachineState machine() {
        return machine.state();
    }

    List<SourceState> sources() {
        return watched().sources();
    }

    /** Why nothing is taken any more. */
    Optional<String> stopped() {
        return watched().stopped();
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
                watched().recorded(),
                newest,
                sources(),
                spool(),
                uplink(),
                clockState,
                machine(),
                metrics.counts());
    }
}
