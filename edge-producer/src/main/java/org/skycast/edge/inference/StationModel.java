package org.skycast.edge.inference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skycast.edge.inference.Journal.Entry;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.StationForecaster;
import org.skycast.nowcast.observe.Admission;
import org.skycast.nowcast.observe.MemoryJoinStore;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Reading;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.SlotTally;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.observe.Stream;
import org.skycast.nowcast.observe.Transition;
import org.skycast.nowcast.station.Station;

/**
 * One station's way from what it gave to forecasts, by the topology's own code. The time at which something is taken
 * plays the part of the log's append time. Nothing but the journal's entries enters, so the same entries give the same
 * forecasts.
 */
final class StationModel {

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
    private final ObservePolicy policy;
    private final Duration remembered;
    private final StationObserver observer;
    private final Optional<StationForecaster> forecaster;
    private final MemoryJoinStore memory = new MemoryJoinStore();
    private History history = History.EMPTY;

    /** @param forecaster none where slots are only kept apart, and no forecast is wanted */
    StationModel(Station station, ObservePolicy policy, Optional<? extends Forecaster> forecaster) {
        this.station = station;
        this.policy = policy;
        this.remembered = forecaster
                .map(Forecaster::remembers)
                .orElse(Duration.ZERO)
                .plus(policy.amendment())
                .plus(STILL);
        this.observer = new StationObserver(policy);
        this.forecaster = forecaster.map(StationForecaster::new);
    }

    /** Whether the topology would embed a frame of this time. */
    Admission admission(long number, Instant at, Instant takenAt) {
        return observer.admit(
                station, memory.state(), memory.tallies(), stamp(number, Stream.EMBEDDINGS, SKIES, at, takenAt));
    }

    /** Whether no sky of this slot was seen yet. */
    boolean isFirstSkyOf(Slot slot) {
        return memory.tallies().startingAt(slot.start()).flatMap(SlotTally::sky).isEmpty();
    }

    /** What silence would bring, if it closes a slot. */
    Optional<Entry> silence(long number, Instant now) {
        Transition transition = observer.tick(station, memory.state(), memory.tallies(), now);
        return transition.observations().isEmpty()
                ? Optional.empty()
                : memory.state().watermark().map(at -> new Entry(number, station.id(), at, now, new Journal.Silent()));
    }

    /** Takes an entry; gives the forecasts for which it is the cause. */
    List<Forecast> take(Entry entry) {
        Transition transition;
        if (entry.event() instanceof Journal.Read read) {
            Stamp stamp = stamp(entry.number(), Stream.READINGS, READINGS, entry.at(), entry.takenAt());
            transition = observer.observe(station, memory.state(), memory.tallies(), new Reading(stamp, read.values()));
        } else if (entry.event() instanceof Journal.Saw saw) {
            Stamp stamp = stamp(entry.number(), Stream.EMBEDDINGS, SKIES, entry.at(), entry.takenAt());
            Admission admission = observer.admit(station, memory.state(), memory.tallies(), stamp);
            memory.keep(admission.transition());
            if (!(admission instanceof Admission.Admitted)) {
                return List.of();
            }
            var sky = new Sky(entry.at(), saw.encoderSha256(), saw.embedding(), saw.frameSha256(), stamp.origin());
            transition = observer.join(station, memory.state(), memory.tallies(), stamp, sky);
        } else {
            transition = observer.tick(station, memory.state(), memory.tallies(), entry.takenAt());
        }
        memory.keep(transition);
        List<Forecast> forecasts = new ArrayList<>();
        transition
                .observations()
                .forEach(observation -> forecast(observation, entry).ifPresent(forecasts::add));
        return forecasts;
    }

    /** Entries of an earlier event time change nothing any more. */
    Optional<Instant> forgettable() {
        return memory.state()
                .watermark()
                .map(time -> Slot.holding(time.minus(remembered), policy.slotLength())
                        .start());
    }

    private Optional<Forecast> forecast(Observation observation, Entry cause) {
        return forecaster.flatMap(model -> {
            StationForecaster.Step step =
                    model.take(history, observation, new Origin(EDGE, 0, cause.number()), cause.takenAt());
            history = step.history();
            return step.forecast();
        });
    }

    private Stamp stamp(long number, Stream stream, String origin, Instant at, Instant takenAt) {
        return new Stamp(station.id(), stream, Instant.EPOCH, number, at, takenAt, new Origin(origin, 0, number));
    }
}
