package org.skycast.edge.process.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.skycast.edge.process.model.ModelJournal.Entry;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.observe.Admission;
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
import org.skycast.nowcast.session.LoggedObservation;
import org.skycast.nowcast.session.ObservationLog;
import org.skycast.nowcast.session.ObservationSession;
import org.skycast.nowcast.session.SlotModels;
import org.skycast.nowcast.session.StationSession;
import org.skycast.nowcast.station.Station;

/**
 * One station's way from what it gave to forecasts, by the topology's own code. The time at which something is taken
 * plays the part of the log's append time. Nothing but the journal's entries enters, so the same entries give the same
 * forecasts. For one thread at a time.
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
    private final ModelMemory memory = new ModelMemory();
    private final ObservationSession observing;
    private final StationSession session;
    private final Lock network;

    /**
     * A model of a station of which nothing came yet.
     *
     * @param forecaster none where slots are only kept apart, and no forecast is wanted
     * @param network held while the forecaster may be asked, which is for one thread at a time
     */
    StationModel(Station station, ObservePolicy policy, Optional<? extends Forecaster> forecaster, Lock network) {
        this.station = station;
        this.slotLength = policy.slotLength();
        this.remembered = forecaster
                .map(Forecaster::remembers)
                .orElse(Duration.ZERO)
                .plus(policy.amendment())
                .plus(STILL);
        this.observing = new ObservationSession(new StationObserver(policy), station, memory);
        this.session = new StationSession(
                observing,
                new ForecastSession(memory),
                forecaster.map(SlotModels::only).orElseGet(SlotModels::none));
        this.network = network;
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

    /** Takes an entry; gives the forecasts for which it is the cause. */
    public List<Forecast> take(Entry entry) {
        ObservationLog log =
                observation -> new LoggedObservation(observation, new Origin(EDGE, 0, entry.number()), entry.takenAt());
        network.lock();
        try {
            return take(entry, log).forecasts();
        } finally {
            network.unlock();
        }
    }

    private StationSession.Outcome take(Entry entry, ObservationLog log) {
        if (entry.event() instanceof ModelJournal.Read read) {
            Stamp stamp = stamp(entry.number(), Stream.READINGS, READINGS, entry.at(), entry.takenAt());
            return session.read(new Reading(stamp, read.values()), log);
        } else if (entry.event() instanceof ModelJournal.Saw saw) {
            Stamp stamp = stamp(entry.number(), Stream.EMBEDDINGS, SKIES, entry.at(), entry.takenAt());
            Sky sky = Sky.of(stamp, saw.encoderSha256(), saw.embedding(), saw.frameSha256());
            return session.see(stamp, () -> new Encoding.Encoded(sky), log);
        }
        return session.tick(entry.takenAt(), log);
    }

    /** Entries of an earlier event time change nothing any more. */
    public Optional<Instant> forgettable() {
        return memory.state()
                .watermark()
                .map(time -> Slot.holding(time.minus(remembered), slotLength).start());
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
