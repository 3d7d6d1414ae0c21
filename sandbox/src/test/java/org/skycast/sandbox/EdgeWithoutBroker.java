package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.StationProcessor;
import org.skycast.edge.source.Sample;
import org.skycast.edge.spool.Spool;

/** A station's edge from what its sources gave to what its spool would send, in its own folder. */
final class EdgeWithoutBroker implements AutoCloseable {

    private static final Instant EPOCH = Instant.parse("2026-05-31T00:00:00Z");

    private final EdgeConfig config;
    final EdgeMetrics metrics = new EdgeMetrics();
    private Spool spool;
    private StationProcessor pipeline;

    /** @param inference in YAML; empty for none */
    EdgeWithoutBroker(Path folder, String inference) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("edge.yaml");
        Files.writeString(file, """
                %s
                spool: { file: spool.db }
                stations:
                  - id: %s
                    name: %s
                    site: { latitude: %s, longitude: %s, altitude: %s }
                    frames: { directory: frames }
                """.formatted(
                        inference,
                        StationLife.STATION.id(),
                        StationLife.STATION.name(),
                        StationLife.STATION.site().latitude(),
                        StationLife.STATION.site().longitude(),
                        StationLife.STATION.site().altitude()));
        config = EdgeConfig.read(file, Map.of());
        spool = Spool.open(config.spool().file(), EPOCH);
        pipeline = StationProcessor.open(config, spool.journal(), metrics);
    }

    /** What is kept of it, as it would be sent; the spool is emptied. */
    List<Spool.Waiting> take(Optional<Sample> taken, Instant takenAt) {
        spool.together(() -> spool.put(handled(taken, takenAt), takenAt), pipeline::restore);
        List<Spool.Waiting> waiting = spool.oldest(100, Long.MAX_VALUE);
        spool.trim(waiting.stream().map(Spool.Waiting::id).toList());
        return waiting;
    }

    /** The disk fails just before what was handled is safe. */
    void takeInVain(Optional<Sample> taken, Instant takenAt) {
        try {
            spool.together(
                    () -> {
                        spool.put(handled(taken, takenAt), takenAt);
                        throw new IllegalStateException("The disk is full.");
                    },
                    pipeline::restore);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("The disk is full.");
        }
    }

    private List<Sample> handled(Optional<Sample> taken, Instant takenAt) {
        return taken.map(one -> pipeline.handle(one, takenAt)).orElseGet(() -> pipeline.advance(takenAt));
    }

    /** As after a crash between two records. */
    void restart() {
        close();
        spool = Spool.open(config.spool().file(), EPOCH);
        pipeline = StationProcessor.open(config, spool.journal(), metrics);
    }

    StationProcessor pipeline() {
        return pipeline;
    }

    /** How many entries its journal has. */
    int remembered() {
        List<Object> entries = new ArrayList<>();
        spool.journal().forEach(entries::add);
        return entries.size();
    }

    @Override
    public void close() {
        pipeline.close();
        spool.close();
    }
}
