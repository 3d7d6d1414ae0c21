package org.skycast.nowcast.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.Reach;
import org.skycast.nowcast.learn.Issue;
import org.skycast.nowcast.learn.TaughtForecaster;
import org.skycast.nowcast.learn.TaughtForecaster.Taken;
import org.skycast.nowcast.observe.Admission;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.MemoryJoinStore;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.session.RandomJournal.Entry;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;

class StationSessionTest {

    private static final Station STATION =
            new Station(RandomJournal.STATION, RandomJournal.STATION, new Site(55, 12, 10));
    private static final StationObserver OBSERVER = new StationObserver(ObservePolicy.of(Duration.ofMinutes(10), 6));
    private static final Forecaster MODEL = new HistorySum(new Reach(Duration.ofHours(6), Duration.ofHours(1)));

    /** What came of a journal. */
    private record Told(List<Rejection> rejections, List<LoggedObservation> observations, List<Forecast> forecasts) {
        Told() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        /** The observation log: each observation comes to stand behind the others when the event is taken. */
        ObservationLog log(Instant appendedAt) {
            return observation -> {
                var logged = new LoggedObservation(
                        observation, new Origin("observations", 0, observations.size()), appendedAt);
                observations.add(logged);
                return logged;
            };
        }
    }

    private static Told inOneGo(List<Entry> journal) {
        var session = new StationSession(
                new ObservationSession(OBSERVER, STATION, new MemoryJoinStore()),
                new ForecastSession(new MemoryHistoryStore()),
                SlotModels.only(MODEL));
        var told = new Told();
        for (Entry entry : journal) {
            StationSession.Outcome outcome = take(session, entry, told.log(entry.appendedAt()));
            told.rejections().addAll(outcome.rejections());
            told.forecasts().addAll(outcome.forecasts());
        }
        return told;
    }

    private static StationSession.Outcome take(StationSession session, Entry entry, ObservationLog log) {
        if (entry instanceof RandomJournal.Read read) {
            return session.read(read.reading(), log);
        }
        return entry instanceof RandomJournal.Saw saw
                ? session.see(saw.stamp(), saw::encoding, log)
                : session.tick(entry.appendedAt(), log);
    }

    /** As a topology does it: nothing but stores outlives an event, and the log is whole before a forecast is made. */
    private static Told inTwoHalves(List<Entry> journal, SlotModels models) {
        var store = new MemoryJoinStore();
        var told = new Told();
        for (Entry entry : journal) {
            observe(store, entry, told);
        }
        var history = new MemoryHistoryStore();
        for (LoggedObservation logged : told.observations()) {
            new ForecastSession(history)
                    .take(logged, models)
                    .issue()
                    .map(Issue::forecast)
                    .ifPresent(told.forecasts()::add);
        }
        return told;
    }

    private static void observe(MemoryJoinStore store, Entry entry, Told told) {
        if (entry instanceof RandomJournal.Read read) {
            keep(new ObservationSession(OBSERVER, STATION, store).read(read.reading()), entry, told);
        } else if (entry instanceof RandomJournal.Saw saw) {
            Admission admission = new ObservationSession(OBSERVER, STATION, store).admit(saw.stamp());
            if (admission instanceof Admission.Refused refused) {
                told.rejections().add(refused.rejection());
            } else if (admission instanceof Admission.Admitted && saw.encoding() instanceof Encoding.Unusable no) {
                told.rejections().add(no.rejection());
            } else if (admission instanceof Admission.Admitted) {
                Sky sky = ((Encoding.Encoded) saw.encoding()).sky();
                keep(new ObservationSession(OBSERVER, STATION, store).join(saw.stamp(), sky), entry, told);
            }
        } else {
            keep(new ObservationSession(OBSERVER, STATION, store).tick(entry.appendedAt()), entry, told);
        }
    }

    private static void keep(ObservationSession.Decided decided, Entry entry, Told told) {
        told.rejections().addAll(decided.rejections());
        decided.observations().forEach(told.log(entry.appendedAt())::append);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void oneGoGivesWhatTheTwoHalvesGiveWithALogBetween(long seed) {
        List<Entry> journal = RandomJournal.of(seed);
        Told told = inOneGo(journal);
        assertThat(inTwoHalves(journal, SlotModels.only(MODEL))).isEqualTo(told);
        // The journal holds what can go wrong, and weather.
        assertThat(told.rejections())
                .extracting(Rejection::reason)
                .contains(
                        Rejection.Reason.TOO_OLD,
                        Rejection.Reason.IN_FUTURE,
                        Rejection.Reason.DUPLICATE,
                        Rejection.Reason.OUT_OF_RANGE,
                        Rejection.Reason.IMAGE_UNREADABLE);
        assertThat(told.observations())
                .extracting(logged -> logged.observation().revision())
                .contains(0, 1);
        assertThat(told.observations()).anyMatch(logged -> logged.observation().isEmpty());
        assertThat(told.forecasts()).hasSizeGreaterThan(200);
    }

    /** A slot is remembered for more models than one: longer, and as another encoder sees it too. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void modelForecastsAsIfItWereAlone(long seed) {
        List<Entry> journal = RandomJournal.of(seed);
        SlotModels two = new SlotModels() {
            @Override
            public Reach remembers() {
                return new Reach(Duration.ofDays(2), Duration.ofDays(1));
            }

            @Override
            public List<Sky> skies(Observation observation) {
                return observation.sky().stream()
                        .flatMap(sky -> java.util.stream.Stream.of(
                                new Sky(
                                        sky.capturedAt(),
                                        "other",
                                        Embedding.of(new float[] {1, 2}),
                                        sky.frameSha256(),
                                        sky.origin()),
                                sky))
                        .toList();
            }

            @Override
            public Optional<TaughtForecaster> forecaster() {
                return Optional.of(new TaughtForecaster(MODEL));
            }
        };
        assertThat(inTwoHalves(journal, two)).isEqualTo(inOneGo(journal));
    }

    @Test
    void whereNobodyForecastsNothingIsRemembered() {
        var history = new MemoryHistoryStore();
        var session = new ForecastSession(history);
        for (LoggedObservation logged : inOneGo(RandomJournal.of(1)).observations()) {
            assertThat(session.take(logged, SlotModels.none())).isEqualTo(Taken.NOTHING);
        }
        assertThat(history.history()).isEqualTo(History.EMPTY);
    }
}
