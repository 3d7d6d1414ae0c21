package org.skycast.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.SensorReading;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.Processed;
import org.skycast.edge.process.SampleProcessor;
import org.skycast.edge.process.model.LatestForecasts;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SampleSink;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.open.Sources;
import org.skycast.edge.source.open.Sources.Surroundings;
import org.skycast.edge.source.supervise.Backoff;
import org.skycast.edge.source.supervise.SourceStates;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.uplink.CatchUp;
import org.skycast.edge.uplink.Producers;
import org.skycast.edge.uplink.Uplink;

/** What goes on while a station's frame is processed, which may take long. */
@Timeout(120)
class BusyStationTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T06:00:00Z");
    private static final String CAMERA = "busy/frames/live";

    @TempDir
    Path folder;

    private final InstantSource clock = InstantSource.system();
    private final MockProducer<String, SpecificRecord> broker = new MockProducer<>(
            true, new RoundRobinPartitioner(), new StringSerializer(), (topic, record) -> new byte[0]);
    private final SlowProcessor processor = new SlowProcessor();
    private final Live camera = new Live(CAMERA, new Sample.Frame("busy", BEGIN, "1.jpg", new byte[] {1}));
    private final Live sensor = new Live("other/readings/live", reading("other", "1"));

    /** Processes a frame until it is let go. */
    private static final class SlowProcessor implements SampleProcessor {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch letGo = new CountDownLatch(1);

        @Override
        public List<String> stations() {
            return List.of("other");
        }

        @Override
        public Processed process(List<Sample> samples, Instant takenAt) {
            if (samples.stream().anyMatch(Sample.Frame.class::isInstance)) {
                begun.countDown();
                awaitWhateverInterrupts(letGo);
            }
            return Processed.asIs(samples);
        }

        /** As a network, which cannot be interrupted. */
        private static void awaitWhateverInterrupts(CountDownLatch latch) {
            boolean interrupted = false;
            while (latch.getCount() > 0) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public Processed advance(String station, Instant now) {
            return Processed.NOTHING;
        }

        @Override
        public void commit(String station) {}

        @Override
        public void rollBack(String station) {}

        @Override
        public LatestForecasts forecasts() {
            return LatestForecasts.NONE;
        }
    }

    /** Gives one sample, and then waits. */
    private static final class Live implements LiveSource {
        final CountDownLatch kept = new CountDownLatch(1);
        private final String name;
        private final Sample sample;

        Live(String name, Sample sample) {
            this.name = name;
            this.sample = sample;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void resumeAfter(String item) {}

        @Override
        public void run(SampleSink sink) throws InterruptedException {
            sink.take(List.of(sample));
            kept.countDown();
            new CountDownLatch(1).await();
        }

        @Override
        public SourceCheck check(Duration limit) {
            return new SourceCheck.Ok("It gives.");
        }
    }

    /** Is asked, and gives one reading once the frame is being processed. */
    private final class Asked implements Source {
        private boolean given;

        @Override
        public String name() {
            return "asked/readings/file";
        }

        @Override
        public void resumeAfter(String item) {}

        @Override
        public Optional<Instant> next() {
            return given || processor.begun.getCount() > 0 ? Optional.empty() : Optional.of(BEGIN);
        }

        @Override
        public List<Sample> takeBefore(Instant end) {
            given = true;
            return List.of(reading("asked", "1"));
        }

        @Override
        public boolean isExhausted() {
            return false;
        }

        @Override
        public void close() {}
    }

    private static Sample reading(String station, String item) {
        return new Sample.Values(station, BEGIN, item, Map.of());
    }

    private EdgeApp edge(List<Source> pulled, List<LiveSource> live) {
        var metrics = new EdgeMetrics();
        Spool spool = Spool.open(folder.resolve("spool.db"), BEGIN);
        return new EdgeApp(new EdgeParts(
                new Surroundings(metrics, new SourceStates(), clock, spool, Backoff.seeded(1)),
                new Sources(pulled, live, List.of()),
                Pace.upToNow(clock),
                processor,
                spool,
                new Uplink(Producers.of(broker), List.of(), CatchUp.DEFAULT, metrics, clock),
                Optional.empty()));
    }

    private long sent(Class<? extends SpecificRecord> type) {
        return broker.history().stream()
                .filter(record -> type.isInstance(record.value()))
                .count();
    }

    private void awaitSent(Class<? extends SpecificRecord> type, long records) {
        while (sent(type) < records) {
            Thread.onSpinWait();
        }
    }

    @Test
    void otherStationsTheUplinkAndTheStatusGoOn() throws InterruptedException {
        try (EdgeApp app = edge(List.of(new Asked()), List.of(camera)).start()) {
            processor.begun.await();
            awaitSent(SensorReading.class, 1);
            assertThat(app.spool().parked()).isZero();
            assertThat(app.sources())
                    .singleElement()
                    .satisfies(state -> assertThat(state.newest()).isEmpty());
            assertThat(app.metrics().counts())
                    .containsEntry("taken.readings", 1L)
                    .doesNotContainKey("taken.frames");
            assertThat(camera.kept.getCount())
                    .as("not said before it is on disk")
                    .isOne();
            processor.letGo.countDown();
            camera.kept.await();
            awaitSent(CameraFrame.class, 1);
        } finally {
            processor.letGo.countDown();
        }
    }

    @Test
    void aLiveSourceOfAnotherStationIsKeptMeanwhile() throws InterruptedException {
        try (EdgeApp app = edge(List.of(), List.of(camera, sensor)).start()) {
            processor.begun.await();
            sensor.kept.await();
            awaitSent(SensorReading.class, 1);
            assertThat(app.metrics().counts()).doesNotContainKey("taken.frames");
            processor.letGo.countDown();
        } finally {
            processor.letGo.countDown();
        }
    }

    @Test
    void whatIsBeingProcessedWhenTheEdgeIsStoppedIsKept() throws InterruptedException {
        EdgeApp app = edge(List.of(), List.of(camera)).start();
        processor.begun.await();
        var stopping = new Thread(app::close);
        stopping.start();
        processor.letGo.countDown();
        stopping.join();
        try (Spool spool = Spool.open(folder.resolve("spool.db"), BEGIN)) {
            assertThat(spool.last(CAMERA)).contains("1.jpg");
            assertThat(camera.memory()).isEqualTo(Memory.LAST);
        }
    }
}
