package org.skycast.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.SensorReading;
import org.skycast.avro.Station;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.SampleProcessor;
import org.skycast.edge.simulate.SimulatedStation;
import org.skycast.edge.source.LiveSource;
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

class EdgeAppTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T06:00:00Z");

    @TempDir
    Path folder;

    /** Notes what is sent and when it is flushed; fails as it is told. */
    private static final class Broker extends MockProducer<String, SpecificRecord> {
        final List<Object> log = new CopyOnWriteArrayList<>();
        volatile int timeouts;
        volatile int tooLarge = -1;
        private int sent;

        Broker() {
            super(true, new RoundRobinPartitioner(), new StringSerializer(), nothing());
        }

        private static Serializer<SpecificRecord> nothing() {
            return (topic, record) -> new byte[0];
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<String, SpecificRecord> record, Callback callback) {
            if (record.value() instanceof SensorReading && timeouts > 0) {
                timeouts--;
                callback.onCompletion(null, new TimeoutException("the broker is away"));
                return java.util.concurrent.CompletableFuture.completedFuture(null);
            }
            if (record.value() instanceof SensorReading && sent++ == tooLarge) {
                callback.onCompletion(null, new RecordTooLargeException("too large"));
                return java.util.concurrent.CompletableFuture.completedFuture(null);
            }
            log.add(record.value());
            return super.send(record, callback);
        }

        @Override
        public synchronized void flush() {
            log.add("flush");
            super.flush();
        }
    }

    private static List<Source> sources(int stations, Duration span) {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < stations; i++) {
            sources.add(new SimulatedStation(SimulatedStation.station(i), i, BEGIN, Optional.of(BEGIN.plus(span))));
        }
        return sources;
    }

    private EdgeMetrics send(Broker broker, List<Source> sources) throws InterruptedException {
        InstantSource clock = InstantSource.system();
        var metrics = new EdgeMetrics();
        var uplink = new Uplink(
                Producers.of(broker),
                List.of(SimulatedStation.station(0), SimulatedStation.station(1)),
                CatchUp.DEFAULT,
                metrics,
                clock);
        Spool spool = Spool.open(folder.resolve("spool.db"), BEGIN);
        try (EdgeApp app = new EdgeApp(
                        EdgeParts.unattended(sources, Pace.upToNow(clock), spool, uplink, metrics, clock))
                .start()) {
            assertThat(app.awaitExhausted(Duration.ofSeconds(60))).isTrue();
        }
        return metrics;
    }

    /** Gives three readings after the last that was kept, and then waits. */
    private static final class Counting implements LiveSource {
        private final CountDownLatch given = new CountDownLatch(1);
        private int last = -1;

        @Override
        public String name() {
            return "a/readings/live";
        }

        @Override
        public void resumeAfter(String item) {
            last = Integer.parseInt(item);
        }

        @Override
        public void run(SampleSink sink) throws InterruptedException {
            for (int i = 0; i < 3; i++) {
                int next = last + 1;
                sink.take(List.of(
                        new Sample.Values("a", BEGIN.plusSeconds(60L * next), Integer.toString(next), Map.of())));
                last = next;
            }
            given.countDown();
            new CountDownLatch(1).await();
        }

        @Override
        public SourceCheck check(Duration limit) {
            return new SourceCheck.Ok("It counts.");
        }
    }

    @Test
    void liveSourceIsKeptBeforeItIsToldSoAndGoesOnAfterwards() throws InterruptedException {
        InstantSource clock = InstantSource.system();
        for (int run = 0; run < 2; run++) {
            Broker broker = new Broker();
            var metrics = new EdgeMetrics();
            var states = new SourceStates();
            var source = new Counting();
            Spool spool = Spool.open(folder.resolve("spool.db"), BEGIN);
            var uplink = new Uplink(Producers.of(broker), List.of(), CatchUp.DEFAULT, metrics, clock);
            var parts = new EdgeParts(
                    new Surroundings(metrics, states, clock, spool, Backoff.seeded(1)),
                    new Sources(List.of(), List.of(source), List.of()),
                    Pace.upToNow(clock),
                    SampleProcessor.NONE,
                    spool,
                    uplink,
                    Optional.empty());
            try (EdgeApp app = new EdgeApp(parts).start()) {
                assertThat(source.given.await(30, TimeUnit.SECONDS)).isTrue();
                assertThat(metrics.counts()).containsEntry("taken.readings", 3L);
                assertThat(states.all())
                        .singleElement()
                        .satisfies(health -> assertThat(health.taken()).isEqualTo(3));
                assertThat(app.awaitExhausted(Duration.ofMillis(1))).isFalse();
            }
            try (Spool kept = Spool.open(folder.resolve("spool.db"), BEGIN)) {
                assertThat(kept.last(source.name())).contains(Integer.toString(3 * run + 2));
            }
        }
    }

    private static Instant time(Object record) {
        return record instanceof SensorReading reading
                ? reading.getObservedAt()
                : ((CameraFrame) record).getCapturedAt();
    }

    @Test
    void noRecordOfTheNextSlotIsSentBeforeAllOfThisOneAreAcknowledged() throws InterruptedException {
        Broker broker = new Broker();
        send(broker, sources(2, Duration.ofHours(1)));
        Set<Instant> finished = new HashSet<>();
        Set<Instant> current = new HashSet<>();
        for (Object entry : broker.log) {
            if (entry.equals("flush")) {
                assertThat(current).hasSizeLessThanOrEqualTo(1);
                finished.addAll(current);
                current.clear();
            } else if (!(entry instanceof Station)) {
                Instant slot = time(entry)
                        .truncatedTo(java.time.temporal.ChronoUnit.HOURS)
                        .plusSeconds(
                                time(entry).atOffset(java.time.ZoneOffset.UTC).getMinute() / 10 * 600L);
                assertThat(finished).doesNotContain(slot);
                current.add(slot);
            }
        }
        assertThat(finished).hasSize(6);
        assertThat(broker.log.stream().filter(SensorReading.class::isInstance)).hasSize(120);
        assertThat(broker.log.stream().filter(CameraFrame.class::isInstance)).hasSize(24);
    }

    @Test
    void stationsAreRegisteredBeforeTheirData() throws InterruptedException {
        Broker broker = new Broker();
        send(broker, sources(2, Duration.ofMinutes(10)));
        assertThat(broker.log.subList(0, 4))
                .filteredOn(Station.class::isInstance)
                .hasSize(2);
    }

    @Test
    void brokerThatIsAwayGetsEverythingLaterInOrderWithTheSameNumbers() throws InterruptedException {
        Broker broker = new Broker();
        broker.timeouts = 3;
        send(broker, sources(1, Duration.ofHours(1)));
        List<Long> numbers = broker.log.stream()
                .filter(SensorReading.class::isInstance)
                .map(record -> ((SensorReading) record).getSequence())
                .distinct()
                .toList();
        assertThat(numbers)
                .hasSize(60)
                .containsAll(java.util.stream.LongStream.range(0, 60).boxed().toList());
    }

    @Test
    void recordThatTheBrokerWillNeverTakeIsParkedAndTheRestGoesOn() throws InterruptedException {
        Broker broker = new Broker();
        broker.tooLarge = 5;
        EdgeMetrics metrics = send(broker, sources(1, Duration.ofHours(1)));
        assertThat(metrics.counts()).containsEntry("parked", 1L).containsEntry("acknowledged", 60L + 12L - 1L);
        try (Spool spool = Spool.open(folder.resolve("spool.db"), BEGIN)) {
            assertThat(spool.parked()).containsExactly("too large");
            assertThat(spool.depth()).isZero();
        }
    }

    @Test
    void restartGoesOnWhereItStoppedAndSendsNothingTwice() throws InterruptedException {
        Broker first = new Broker();
        send(first, sources(1, Duration.ofMinutes(33)));
        Broker second = new Broker();
        send(second, sources(1, Duration.ofHours(1)));
        Broker whole = new Broker();
        folder = folder.resolve("another");
        send(whole, sources(1, Duration.ofHours(1)));
        List<Object> inTwo = new ArrayList<>(first.log);
        inTwo.addAll(second.log);
        assertThat(data(inTwo)).isEqualTo(data(whole.log));
    }

    private static List<String> data(List<Object> log) {
        return log.stream()
                .filter(entry -> entry instanceof SensorReading || entry instanceof CameraFrame)
                .map(Object::toString)
                .sorted()
                .toList();
    }

    @Test
    void paceNeverRunsAheadOfNow() {
        Instant[] now = {BEGIN};
        Pace pace = Pace.times(600, () -> now[0]);
        Instant next = BEGIN.minus(Duration.ofHours(1));
        assertThat(pace.horizon(next)).isEqualTo(next);
        now[0] = BEGIN.plusSeconds(1);
        assertThat(pace.horizon(next)).isEqualTo(next.plusSeconds(600));
        now[0] = BEGIN.plusSeconds(100);
        assertThat(pace.horizon(next)).isEqualTo(now[0]);
    }
}
