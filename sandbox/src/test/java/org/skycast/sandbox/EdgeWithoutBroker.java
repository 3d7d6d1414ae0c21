package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.EdgeParts;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.Processed;
import org.skycast.edge.process.SampleProcessor;
import org.skycast.edge.process.model.ModelJournal;
import org.skycast.edge.source.Sample;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolBatch;
import org.skycast.edge.spool.SpoolException;

/** A station's edge from what its sources gave to what its spool would send, in its own folder. */
final class EdgeWithoutBroker implements AutoCloseable {

    private static final Instant EPOCH = Instant.parse("2026-05-31T00:00:00Z");

    private static final String STATION = StationLife.STATION.id();

    /** Two entries of one number, of which the journal takes none. */
    private static final SpoolBatch UNWRITABLE = SpoolBatch.unasked(new Processed(
            List.of(),
            Collections.nCopies(
                    2, new ModelJournal.Entry(Long.MAX_VALUE, STATION, EPOCH, EPOCH, new ModelJournal.Silent()))));

    private final EdgeConfig config;
    final EdgeMetrics metrics = new EdgeMetrics();
    private Spool spool;
    private SampleProcessor processor;

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
        processor = EdgeParts.processor(config, spool, metrics);
    }

    /** What is kept of it, as it would be sent; the spool is emptied. */
    List<Spool.Waiting> take(Optional<Sample> taken, Instant takenAt) {
        spool.write(List.of(SpoolBatch.unasked(processed(taken, takenAt))), takenAt);
        processor.commit(STATION);
        List<Spool.Waiting> waiting = spool.oldest(100, Long.MAX_VALUE);
        spool.trim(waiting.stream().map(Spool.Waiting::id).toList());
        return waiting;
    }

    /** The spool fails just before what was processed is safe. */
    void takeInVain(Optional<Sample> taken, Instant takenAt) {
        List<SpoolBatch> made = List.of(SpoolBatch.unasked(processed(taken, takenAt)), UNWRITABLE);
        assertThatThrownBy(() -> spool.write(made, takenAt)).isInstanceOf(SpoolException.class);
        processor.rollBack(STATION);
    }

    private Processed processed(Optional<Sample> taken, Instant takenAt) {
        return taken.map(one -> processor.process(List.of(one), takenAt))
                .orElseGet(() -> processor.advance(STATION, takenAt));
    }

    /** As after a crash between two records. */
    void restart() {
        close();
        spool = Spool.open(config.spool().file(), EPOCH);
        processor = EdgeParts.processor(config, spool, metrics);
    }

    SampleProcessor processor() {
        return processor;
    }

    /** How many entries its journal has. */
    int remembered() {
        List<Object> entries = new ArrayList<>();
        spool.journal().forEach(entries::add);
        return entries.size();
    }

    @Override
    public void close() {
        processor.close();
        spool.close();
    }
}
