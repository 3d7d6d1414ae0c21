package org.skycast.edge.process.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.skycast.edge.process.model.ModelJournal.Entry;
import org.skycast.edge.process.model.ModelJournal.Taught;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.learn.Learning;
import org.skycast.nowcast.learn.LearningState;
import org.skycast.nowcast.observe.Admission;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Reading;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.SlotTally;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.observe.Stream;
import org.skycast.nowcast.session.Encoding;
import org.skycast.nowcast.session.ForecastSession;
import org.skycast.nowcast.session.ObservationLog;
import org.skycast.nowcast.session.ObservationSession;
import org.skycast.nowcast.session.SlotModels;
import org.skycast.nowcast.session.StationSession;
import org.skycast.nowcast.station.Station;

/**
 * One station's way from what it gave to forecasts, by the topology's own code. The time at which something is taken
 * plays the part of the log's append time. Nothing but the journal's entries enters, so the same entries give the same
 * forecasts. For one thread at a time.
 *
 * <p>What the station teaches reaches back further than the journal, so it is written beside it, with the number of the
 * entry after which it stood so. Up to there the journal only brings back slots and history; from there on it teaches again.
 */
public final class StationModel {

    /**
     * Stands for a topic in the place of a record in the log: the offset is the number of an entry of the edge's journal.
     * No topic has this name, for topics have the prefix {@code skycast.}.
     */
    static final String EDGE = "edge";

    private static final String READINGS = EDGE + ".readings";
    private static final String SKIES = EDGE + ".skies";

    /** A sensor that stands still is stuck after six hours; those of a slot that can still be amended must be seen. */
    private static final Duration STILL = Duration.ofHours(12);

    private final Station station;
    private final Duration slotLength;
    private final Duration remembered;
    private final ModelMemory memory;
    private final Optional<Taught> written;
    private final ObservationSession observing;
    private final StationSession session;
    private final StationSession known;
    private final Lock network;

    /**
     * What a station's slots go to.
     *
     * @param forecaster none where slots are only kept apart, and no forecast is wanted
     * @param network held while the forecaster may be asked, which is for one thread at a time
     * @param teaches whether the station teaches the forecaster
     */
    record Network(Optional<? extends Forecaster> forecaster, Lock network, boolean teaches) {

        /** What was written down, if it is of this forecaster and is to be gone on from. */
        Optional<Taught> own(Optional<Taught> written) {
            return written.filter(taught -> teaches
                    && forecaster
                            .map(Forecaster::model)
                            .equals(Optional.of(taught.state().model())));
        }

        SlotModels with(Learning learning) {
            return forecaster.map(model -> SlotModels.only(model, learning)).orElseGet(SlotModels::none);
        }
    }

    /**
     * A model of a station whose journal is still to be {@linkplain #replay replayed}.
     *
     * @param taught what is written of the station, whatever the model
     */
    StationModel(Station station, ObservePolicy policy, Network of, Optional<Taught> taught) {
        this.station = station;
        this.written = of.own(taught);
        this.memory = new ModelMemory(written);
        this.slotLength = policy.slotLength();
        this.remembered = of.forecaster()
                .map(forecaster -> forecaster.remembers().slots())
                .orElse(Duration.ZERO)
                .plus(policy.amendment())
                .plus(STILL);
        this.observing = new ObservationSession(new StationObserver(policy), station, memory);
        this.session = session(of.with(of.teaches() ? new Learning.Own(memory) : Learning.none()));
        this.known = session(of.with(new Learning.Recorded((model, logged) -> inForce(logged))));
        this.network = of.network();
    }

    private StationSession session(SlotModels models) {
        return new StationSession(observing, new ForecastSession(memory), models);
    }

    /** What the forecasts of the day were made with when what was taught was written down. */
    private Optional<LearningSnapshot> inForce(LoggedObservation logged) {
        Instant start = logged.observation().slot().start();
        return written.map(taught -> taught.state().inForce()).filter(inForce -> !start.isBefore(inForce.from()));
    }

    /** Whether the topology would embed a frame of this time. */
    public Admission admission(long number, Instant at, Instant takenAt) {
        return observing.wouldAdmit(stamp(number, Stream.EMBEDDINGS, SKIES, at, takenAt));
    }

    /** Whether no sky of this slot was seen yet. */
    public boolean isFirstSkyOf(Slot slot) {
        return memory.tallies().startingAt(slot.start()).flatMap(SlotTally::sky).isEmpty();
    }

    /** What silence would bring, if it closes a slot. */
    public Optional<Entry> silence(long number, Instant now) {
        return observing.wouldClose(now)
                ? memory.state()
                        .watermark()
                        .map(at -> new Entry(number, station.id(), at, now, new ModelJournal.Silent()))
                : Optional.empty();
    }

    /**
     * Takes an entry that was taken before a restart; gives the forecasts for which it was the cause. The newest is what it was;
     * older ones may have been made of more than the journal still holds.
     */
    public List<Forecast> replay(Entry entry) {
        // Where nothing is written, nothing was taught: the first forecast that is made with learning on is
        // written at once.
        boolean teaches =
                written.filter(taught -> entry.number() > taught.number()).isPresent();
        return take(entry, teaches ? session : known);
    }

    /** Takes an entry; gives the forecasts for which it is the cause. */
    public List<Forecast> take(Entry entry) {
        return take(entry, session);
    }

    private List<Forecast> take(Entry entry, StationSession into) {
        ObservationLog log =
                observation -> new LoggedObservation(observation, new Origin(EDGE, 0, entry.number()), entry.takenAt());
        network.lock();
        try {
            return take(entry, into, log).forecasts();
        } finally {
            network.unlock();
        }
    }

    private StationSession.Outcome take(Entry entry, StationSession into, ObservationLog log) {
        if (entry.event() instanceof ModelJournal.Read read) {
            Stamp stamp = stamp(entry.number(), Stream.READINGS, READINGS, entry.at(), entry.takenAt());
            return into.read(new Reading(stamp, read.values()), log);
        } else if (entry.event() instanceof ModelJournal.Saw saw) {
            Stamp stamp = stamp(entry.number(), Stream.EMBEDDINGS, SKIES, entry.at(), entry.takenAt());
            Sky sky = Sky.of(stamp, saw.encoderSha256(), saw.embedding(), saw.frameSha256());
            return into.see(stamp, () -> new Encoding.Encoded(sky), log);
        }
        return into.tick(entry.takenAt(), log);
    }

    /** What is to be changed in the journal besides, now that this entry was taken. */
    public List<ModelJournal.Change> settle(Entry entry) {
        Optional<LearningState> taught = memory.taught();
        Optional<Instant> due = forgettable().filter(time -> memory.reach().isDue(time, taught));
        List<ModelJournal.Change> changes = new ArrayList<>();
        due.ifPresent(time -> {
            memory.keep(memory.reach().at(time, taught));
            taught.ifPresent(state -> changes.add(new Taught(entry.number(), time, state)));
            changes.add(new ModelJournal.Forget(station.id(), time));
        });
        return changes;
    }

    /** Entries of an earlier event time change nothing that is taken from now on. */
    private Optional<Instant> forgettable() {
        return memory.state()
                .watermark()
                .map(time -> Slot.holding(time.minus(remembered), slotLength).start());
    }

    /** What the station has taught. */
    Optional<LearningState> taught() {
        return memory.taught();
    }

    /** What was taken is on disk. */
    public void commit() {
        memory.commit();
    }

    /** What was taken since the last commit is as if it had never come. */
    public void rollBack() {
        memory.rollBack();
    }

    private Stamp stamp(long number, Stream stream, String origin, Instant at, Instant takenAt) {
        return new Stamp(station.id(), stream, Instant.EPOCH, number, at, takenAt, new Origin(origin, 0, number));
    }
}
