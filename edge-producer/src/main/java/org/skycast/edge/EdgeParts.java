package org.skycast.edge;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.skycast.edge.EdgeConfig.StationSources;
import org.skycast.edge.http.HttpLimits;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.EdgeProcessor;
import org.skycast.edge.process.SampleProcessor;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.open.Sources;
import org.skycast.edge.source.open.Sources.Surroundings;
import org.skycast.edge.source.supervise.Backoff;
import org.skycast.edge.source.supervise.SourceStates;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.status.Machine;
import org.skycast.edge.status.Operation;
import org.skycast.edge.status.OperationSettings;
import org.skycast.edge.status.StatusBoard;
import org.skycast.edge.uplink.Producers;
import org.skycast.edge.uplink.RecordProof;
import org.skycast.edge.uplink.Uplink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an edge is made of, by the way of its data; all of it is closed with the edge.
 *
 * @param around what the sources work with, which is the edge's too
 * @param operation how it is looked after, if it is
 */
public record EdgeParts(
        Surroundings around,
        Sources sources,
        Pace pace,
        SampleProcessor processor,
        Spool spool,
        Uplink uplink,
        Optional<Operation> operation) {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeParts.class);

    /**
     * Sources that are asked, what they give kept as it is, and nobody who looks after it: as for stations that are
     * simulated.
     */
    public static EdgeParts unattended(
            List<Source> sources, Pace pace, Spool spool, Uplink uplink, EdgeMetrics metrics, InstantSource clock) {
        return new EdgeParts(
                new Surroundings(metrics, new SourceStates(), clock, spool, Backoff.seeded(0)),
                new Sources(sources, List.of(), List.of()),
                pace,
                SampleProcessor.NONE,
                spool,
                uplink,
                Optional.empty());
    }

    /**
     * Opens what {@code config} names.
     *
     * @param follow whether files that grow and directories that fill are followed, or read once
     * @throws org.skycast.settings.SettingsException if a source cannot be opened
     */
    static EdgeParts open(EdgeConfig config, boolean follow, Pace pace, InstantSource clock) {
        HttpLimits.set();
        Spool spool = Spool.open(config.spool(), clock.instant());
        try {
            return open(config, follow, pace, clock, spool);
        } catch (RuntimeException | Error e) {
            spool.close();
            throw e;
        }
    }

    private static EdgeParts open(EdgeConfig config, boolean follow, Pace pace, InstantSource clock, Spool spool) {
        OperationSettings looking =
                follow ? config.operation() : config.operation().silent();
        var meters = Operation.meters(looking);
        var metrics = new EdgeMetrics(meters);
        var around = new Surroundings(
                metrics,
                new SourceStates(),
                clock,
                spool,
                Backoff.seeded(config.stations().hashCode()));
        Sources sources = sources(config, follow, around);
        var board = new StatusBoard(
                config.stations().stream().map(StationSources::id).toList(),
                metrics,
                Machine.holding(config.spool().file()),
                clock);
        var operation = new Operation(looking, board, meters, clock);
        return new EdgeParts(
                around,
                sources.and(operation.heartbeat()),
                pace,
                processor(config, spool, metrics),
                spool,
                uplink(config, metrics, clock),
                Optional.of(operation));
    }

    private static Sources sources(EdgeConfig config, boolean follow, Surroundings around) {
        List<Sources.Station> named =
                config.stations().stream().map(StationSources::sources).toList();
        Sources sources = follow ? Sources.followed(named, around) : Sources.recorded(named, around);
        sources.checks().forEach(source -> around.metrics().has(source.name()));
        return sources;
    }

    /** What becomes of samples, under these settings. */
    public static EdgeProcessor processor(EdgeConfig config, Spool spool, EdgeMetrics metrics) {
        List<EdgeProcessor.Pictured> stations = config.stations().stream()
                .map(named -> new EdgeProcessor.Pictured(named.station(), named.picture(), named.adapt()))
                .toList();
        return EdgeProcessor.open(
                stations,
                config.inference(),
                config.spool().file().toAbsolutePath().resolveSibling("refused-frames"),
                spool.journal(),
                metrics);
    }

    private static Uplink uplink(EdgeConfig config, EdgeMetrics metrics, InstantSource clock) {
        Map<String, Map<String, String>> ofStations =
                config.stations().stream().collect(Collectors.toMap(StationSources::id, StationSources::kafka));
        Optional<RecordProof> proof = config.identity().proof();
        proof.ifPresent(proves -> LOG.info("What is sent is {}.", proves.words()));
        return new Uplink(
                Producers.of(config.kafka(), ofStations, proof),
                // An administrator registers stations that sign; what the edge said of them would take that one's
                // place.
                proof.isPresent()
                        ? List.of()
                        : config.stations().stream()
                                .map(StationSources::station)
                                .toList(),
                config.catchUp(),
                metrics,
                clock);
    }
}
