package org.skycast.edge.process.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.edge.process.Processed;
import org.skycast.edge.process.model.ModelJournal.Entry;
import org.skycast.edge.process.model.ModelJournal.Taught;
import org.skycast.edge.process.model.TaughtFeed.Given;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolBatch;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.learn.Learning;
import org.skycast.nowcast.learn.LearningState;
import org.skycast.nowcast.learn.MemoryLearningStore;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.MemoryJoinStore;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Reading;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.observe.Stream;
import org.skycast.nowcast.session.Encoding;
import org.skycast.nowcast.session.ForecastSession;
import org.skycast.nowcast.session.MemoryHistoryStore;
import org.skycast.nowcast.session.ObservationLog;
import org.skycast.nowcast.session.ObservationSession;
import org.skycast.nowcast.session.SlotModels;
import org.skycast.nowcast.session.StationSession;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;

/** What a station teaches at the edge is what it would have taught in one go, whenever the edge is started again. */
class StationModelTest {

    private static final Station STATION = new Station("a", "a", new Site(55, 12, 10));
    private static final ObservePolicy POLICY = ObservePolicy.of(Duration.ofMinutes(10), 36);
    private static final NewestAndSum MODEL = new NewestAndSum("ab".repeat(32));
    private static final Duration NEEDED =
            MODEL.remembers().slots().plus(Duration.ofHours(24)).plus(Duration.ofHours(12));

    @TempDir
    Path folder;

    private Spool spool;

    @BeforeEach
    void open() {
        spool = Spool.open(folder.resolve("spool.db"), TaughtFeed.START);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    /** The stream's way, in one go. */
    private static final class InOneGo {
        private final MemoryLearningStore store = new MemoryLearningStore();
        private final StationSession session = new StationSession(
                new ObservationSession(new StationObserver(POLICY), STATION, new MemoryJoinStore()),
                new ForecastSession(new MemoryHistoryStore()),
                SlotModels.only(MODEL, new Learning.Own(store)));

        List<Forecast> take(Entry entry) {
            ObservationLog log = observation ->
                    new LoggedObservation(observation, new Origin("edge", 0, entry.number()), entry.takenAt());
            if (entry.event() instanceof ModelJournal.Read read) {
                return session.read(new Reading(stamp(entry, Stream.READINGS, "edge.readings"), read.values()), log)
                        .forecasts();
            } else if (entry.event() instanceof ModelJournal.Saw saw) {
                Stamp stamp = stamp(entry, Stream.EMBEDDINGS, "edge.skies");
                Sky sky = Sky.of(stamp, saw.encoderSha256(), saw.embedding(), saw.frameSha256());
                return session.see(stamp, () -> new Encoding.Encoded(sky), log).forecasts();
            }
            return session.tick(entry.takenAt(), log).forecasts();
        }

        private static Stamp stamp(Entry entry, Stream stream, String origin) {
            var at = new Origin(origin, 0, entry.number());
            return new Stamp("a", stream, Instant.EPOCH, entry.number(), entry.at(), entry.takenAt(), at);
        }

        Optional<LearningState> taught() {
            return store.state(MODEL.model());
        }
    }

    private StationModel restarted(Forecaster forecaster, boolean teaches) {
        var network = new StationModel.Network(Optional.of(forecaster), new ReentrantLock(), teaches);
        ModelJournal journal = spool.journal();
        var model = new StationModel(STATION, POLICY, network, journal.taught("a"));
        journal.forEach(model::replay);
        model.commit();
        return model;
    }

    private StationModel restarted() {
        return restarted(MODEL, true);
    }

    /** What comes of what is given; of a look at the clock, an entry only if a slot closes by it. */
    private Optional<Entry> entry(StationModel model, Given given) {
        long number = spool.journal().nextNumber();
        return given.event()
                .map(event -> new Entry(number, "a", given.at(), given.takenAt(), event))
                .or(() -> model.silence(number, given.takenAt()));
    }

    /** What was taken of a few things that were given, to be written at once. */
    private record Batch(List<Entry> entries, List<ModelJournal.Change> changes, List<Forecast> forecasts) {

        boolean teaches() {
            return changes.stream().anyMatch(Taught.class::isInstance);
        }
    }

    private Batch take(StationModel model, List<Given> givens) {
        var batch = new Batch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Given given : givens) {
            entry(model, given).ifPresent(entry -> {
                batch.entries().add(entry);
                batch.forecasts().addAll(model.take(entry));
                batch.changes().add(entry);
                batch.changes().addAll(model.settle(entry));
            });
        }
        return batch;
    }

    private void write(Batch batch) {
        if (!batch.changes().isEmpty()) {
            spool.write(List.of(SpoolBatch.unasked(new Processed(List.of(), batch.changes()))), TaughtFeed.START);
        }
    }

    /** What the journal holds lies no more than two days further back than what forecasts need. */
    private void assertThatTheJournalForgets() {
        List<Instant> times = new ArrayList<>();
        spool.journal().forEach(entry -> times.add(entry.at()));
        times.sort(null);
        assertThat(times.get(0))
                .isAfter(times.get(times.size() - 1).minus(NEEDED).minus(Duration.ofHours(49)));
    }

    private long bytesWritten() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("spool.db"));
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT SUM(LENGTH(body)) FROM taught")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void takeAll(StationModel model, List<Given> givens) {
        write(take(model, givens));
        model.commit();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void stationTeachesAsInOneGoWheneverItIsStartedAgain(long seed) throws SQLException {
        Random chance = new Random(seed);
        List<Given> feed = TaughtFeed.of(seed);
        var inOneGo = new InOneGo();
        StationModel model = restarted();
        int written = 0;
        for (int from = 0, to; from < feed.size(); from = to) {
            to = Math.min(feed.size(), from + 1 + chance.nextInt(chance.nextInt(10) == 0 ? 400 : 6));
            if (chance.nextInt(10) == 0) {
                // It cannot be kept, and comes again.
                take(model, feed.subList(from, to));
                model.rollBack();
            }
            Batch batch = take(model, feed.subList(from, to));
            write(batch);
            List<Forecast> expected = new ArrayList<>();
            batch.entries().forEach(entry -> expected.addAll(inOneGo.take(entry)));
            assertThat(batch.forecasts()).as("from %d", from).isEqualTo(expected);
            assertThat(model.taught()).as("from %d", from).isEqualTo(inOneGo.taught());
            written += batch.teaches() ? 1 : 0;
            if (batch.teaches() || chance.nextInt(8) == 0) {
                StationModel again = restarted();
                assertThat(again.taught()).as("started again at %d", to).isEqualTo(inOneGo.taught());
                assertThatTheJournalForgets();
                if (chance.nextBoolean()) {
                    // Killed once it was kept, before it was known here.
                    model = again;
                }
            }
            model.commit();
        }
        assertThat(written).as("written down").isBetween(6, 12);
        assertThat(model.taught())
                .hasValueSatisfying(state -> assertThat(state.inForce().days()).isGreaterThan(3));
        assertThat(bytesWritten()).isBetween(1L, 64_000L);
    }

    @Test
    void anotherBundleBeginsAnewAndSoDoesTheFirstWhenItComesBack() {
        List<Given> feed = TaughtFeed.of(1);
        StationModel first = restarted();
        takeAll(first, feed.subList(0, 600));
        assertThat(first.taught()).isPresent();
        var other = new NewestAndSum("cd".repeat(32));
        StationModel second = restarted(other, true);
        assertThat(second.taught()).isEmpty();
        takeAll(second, feed.subList(600, 700));
        assertThat(second.taught())
                .hasValueSatisfying(state -> assertThat(state.model()).isEqualTo(other.model()))
                .isEqualTo(restarted(other, true).taught());
        assertThat(restarted().taught()).isEmpty();
    }

    @Test
    void whatWasLearntIsGivenUpWhereLearningIsOffAndForecastsAreTheBundlesOwn() {
        List<Given> feed = TaughtFeed.of(1);
        takeAll(restarted(), feed.subList(0, 600));
        StationModel off = restarted(MODEL, false);
        takeAll(off, feed.subList(600, 700));
        assertThat(off.taught()).isEmpty();
        assertThat(spool.journal().taught("a")).isEmpty();
        StationModel on = restarted();
        assertThat(on.taught()).as("nothing is learnt from what came meanwhile").isEmpty();
        takeAll(on, feed.subList(700, 720));
        assertThat(on.taught())
                .hasValueSatisfying(state -> assertThat(state.inForce().days()).isZero());
    }
}
