package org.skycast.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.SensorReading;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.EdgeProcessor;
import org.skycast.edge.process.Processed;
import org.skycast.edge.process.SampleProcessor;
import org.skycast.edge.process.model.LatestForecasts;
import org.skycast.edge.process.model.ModelJournal;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceBatch;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolException;
import org.skycast.inference.BundleException;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Variable;

class IntakeTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T11:00:00Z");
    private static final Path BUNDLE = Path.of("../models/skycast").toAbsolutePath();

    @TempDir
    Path folder;

    private final EdgeMetrics metrics = new EdgeMetrics();

    /** Notes what it is told, and makes nothing of its own. */
    private abstract static class Noting implements SampleProcessor {
        final List<String> told = new ArrayList<>();

        @Override
        public List<String> stations() {
            return List.of("a");
        }

        @Override
        public Processed advance(String station, Instant now) {
            return Processed.NOTHING;
        }

        @Override
        public void commit(String station) {
            told.add("commit " + station);
        }

        @Override
        public void rollBack(String station) {
            told.add("roll back " + station);
        }

        @Override
        public LatestForecasts forecasts() {
            return LatestForecasts.NONE;
        }
    }

    /** The first time, makes of what is given what cannot be written. */
    private static final class FailingOnce extends Noting {
        private boolean failed;

        @Override
        public Processed process(List<Sample> samples, Instant takenAt) {
            told.add("process " + samples.get(0).item());
            var twice =
                    Collections.nCopies(2, new ModelJournal.Entry(1, "a", takenAt, takenAt, new ModelJournal.Silent()));
            List<ModelJournal.Change> changes = failed ? List.of() : List.copyOf(twice);
            failed = true;
            return new Processed(samples, changes);
        }
    }

    /** Its network fails until it is given up. */
    private static final class FailingNetwork extends Noting {
        private boolean givenUp;

        @Override
        public Processed process(List<Sample> samples, Instant takenAt) {
            if (!givenUp) {
                throw new BundleException("The network was ended after 20 s; deploy another.");
            }
            return Processed.asIs(samples);
        }

        @Override
        public void giveUpModel(String why) {
            told.add(why);
            givenUp = true;
        }
    }

    @Test
    void aNetworkThatFailsCostsNoReadingAndIsGivenUp() {
        var processor = new FailingNetwork();
        try (Spool spool = Spool.open(folder.resolve("spool.db"), BEGIN)) {
            var intake = new Intake(processor, spool, metrics, () -> BEGIN, () -> {});
            intake.take(List.of(readings("a", "s", 0)));
            intake.take(List.of(readings("a", "s", 1)));
            assertThat(spool.depth()).isEqualTo(2);
            assertThat(processor.told)
                    .containsExactly(
                            "roll back a", "The network was ended after 20 s; deploy another.", "commit a", "commit a");
        }
    }

    private static SourceBatch readings(String station, String source, int minute) {
        Instant at = BEGIN.plus(Duration.ofMinutes(minute));
        Sample values = new Sample.Values(
                station, at, source + minute, Map.of(Variable.AIR_TEMPERATURE, 12.0 + minute / 100.0));
        return new SourceBatch(station + "/readings/" + source, Memory.LAST, List.of(values));
    }

    @Test
    void whatCannotBeWrittenIsTakenBackAndIsTheSameWhenItComesAgain() {
        var processor = new FailingOnce();
        try (Spool spool = Spool.open(folder.resolve("spool.db"), BEGIN)) {
            var intake = new Intake(processor, spool, metrics, () -> BEGIN, () -> {});
            List<SourceBatch> given = List.of(readings("a", "s", 0));
            assertThatThrownBy(() -> intake.take(given)).isInstanceOf(SpoolException.class);
            assertThat(spool.depth()).isZero();
            assertThat(spool.last("a/readings/s")).isEmpty();
            assertThat(intake.newest("a/readings/s")).isEmpty();
            assertThat(metrics.counts()).containsOnly(Map.entry("refused", 1L));
            intake.take(given);
            assertThat(spool.last("a/readings/s")).contains("s0");
            assertThat(spool.oldest(10, Long.MAX_VALUE))
                    .singleElement()
                    .satisfies(waiting -> assertThat(((SensorReading) waiting.value()).getSequence())
                            .isZero());
            assertThat(metrics.counts()).containsEntry("taken.readings", 1L);
        }
        assertThat(processor.told).containsExactly("process s0", "roll back a", "process s0", "commit a");
    }

    private EdgeConfig twoStations() throws Exception {
        Path file = Files.writeString(folder.resolve("edge.yaml"), """
            inference: { bundle: %s, forecast: edge }
            spool: { file: spool.db }
            stations:
              - { id: a, site: { latitude: 55, longitude: 12, altitude: 10 }, frames: { directory: a } }
              - { id: b, site: { latitude: 60, longitude: 10, altitude: 20 }, frames: { directory: b } }
            """.formatted(BUNDLE));
        return EdgeConfig.read(file, Map.of());
    }

    /** Two sources of each of two stations give at the same time; the time at which they are taken goes a second a turn. */
    @Test
    void stationsThatGiveAtTheSameTimeStandAfterARestartWhereTheyStood() throws Exception {
        EdgeConfig config = twoStations();
        List<Forecast> before;
        try (Spool spool = Spool.open(config.spool(), BEGIN);
                EdgeProcessor processor = EdgeParts.processor(config, spool, metrics)) {
            var now = new AtomicReference<>(BEGIN.plus(Duration.ofHours(2)));
            var intake =
                    new Intake(processor, spool, metrics, () -> now.updateAndGet(at -> at.plusSeconds(1)), () -> {});
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<?>> giving = new ArrayList<>();
            for (String station : List.of("a", "b")) {
                for (String source : List.of("s", "t")) {
                    giving.add(threads.submit(() -> {
                        for (int minute = 0; minute < 90; minute++) {
                            intake.take(List.of(readings(station, source, minute)));
                        }
                    }));
                }
            }
            intake.advance();
            for (Future<?> one : giving) {
                one.get();
            }
            threads.shutdown();
            before = processor.forecasts().all();
            assertThat(before).extracting(Forecast::stationId).containsExactly("a", "b");
            assertJournalIsInTheOrderOfTaking(spool);
        }
        try (Spool spool = Spool.open(config.spool(), BEGIN);
                EdgeProcessor processor = EdgeParts.processor(config, spool, metrics)) {
            assertThat(processor.forecasts().all()).isEqualTo(before);
        }
    }

    private static void assertJournalIsInTheOrderOfTaking(Spool spool) {
        for (String station : List.of("a", "b")) {
            List<Instant> taken = new ArrayList<>();
            spool.journal().forEach(entry -> {
                if (entry.stationId().equals(station)) {
                    taken.add(entry.takenAt());
                }
            });
            assertThat(taken).isSorted().hasSizeGreaterThanOrEqualTo(180);
        }
    }
}
