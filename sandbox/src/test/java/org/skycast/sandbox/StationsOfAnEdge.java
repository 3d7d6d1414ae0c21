package org.skycast.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.skycast.edge.EdgeApp;
import org.skycast.edge.EdgeParts;
import org.skycast.edge.Pace;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.simulate.SimulatedStation;
import org.skycast.edge.source.Source;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.uplink.Uplink;
import org.skycast.nowcast.station.Station;

/**
 * Stations that one edge sends for.
 *
 * @param register who they are
 * @param sources what each gives
 */
record StationsOfAnEdge(List<Station> register, List<Source> sources) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The first so many simulated ones, in a span of event time; {@code happens} is what befalls each. */
    static StationsOfAnEdge simulated(int stations, Instant begin, Duration span, UnaryOperator<Source> happens) {
        List<Source> sources = new ArrayList<>();
        List<Station> register = new ArrayList<>();
        for (int i = 0; i < stations; i++) {
            Station station = SimulatedStation.station(i);
            register.add(station);
            sources.add(happens.apply(new SimulatedStation(station, i, begin, Optional.of(begin.plus(span)))));
        }
        return new StationsOfAnEdge(register, sources);
    }

    /** Sends all that they have as fast as it goes, and waits until the broker has it. */
    void send(Map<String, String> clients, Path spool) throws InterruptedException {
        InstantSource clock = InstantSource.system();
        var metrics = new EdgeMetrics();
        try (EdgeApp edge = new EdgeApp(EdgeParts.unattended(
                sources,
                Pace.upToNow(clock),
                Spool.open(spool, clock.instant()),
                Uplink.to(clients, register, metrics),
                metrics,
                clock))) {
            edge.start();
            if (!edge.awaitExhausted(PATIENCE)) {
                throw new AssertionError("The stations did not come to their end within %s.".formatted(PATIENCE));
            }
        }
    }
}
