package org.skycast.nowcast.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;

/** One station's life in memory: feeds events to the observer and keeps what comes of them. */
public final class ObservedStation {

    public static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    static final Instant EPOCH = START.minus(Duration.ofDays(1));
    static final ObservePolicy POLICY = ObservePolicy.of(Duration.ofMinutes(10), 6);

    final Station station;
    private final StationObserver observer = new StationObserver(POLICY);
    private final MemoryJoinStore store = new MemoryJoinStore();
    public final List<Observation> observations = new ArrayList<>();
    final List<Rejection> rejections = new ArrayList<>();
    long missing;
    int skipped;

    public ObservedStation(String id) {
        this.station = new Station(id, id, new Site(55, 12, 10));
    }

    static Instant minute(double minute) {
        return START.plusMillis((long) (minute * 60_000));
    }

    static Stamp stamp(String station, Stream stream, long sequence, Instant at, Instant appendedAt) {
        return new Stamp(station, stream, EPOCH, sequence, at, appendedAt, new Origin(stream.name(), 0, sequence));
    }

    public void read(long sequence, double minute, double temperature) {
        read(sequence, minute, minute, Map.of(Variable.AIR_TEMPERATURE, temperature));
    }

    void read(long sequence, double minute, double appendedMinute, Map<Variable, Double> values) {
        Stamp stamp = stamp(station.id(), Stream.READINGS, sequence, minute(minute), minute(appendedMinute));
        take(observer.observe(station, store.state(), store.tallies(), new Reading(stamp, values)));
    }

    public void see(long sequence, double minute) {
        see(sequence, minute, minute);
    }

    void see(long sequence, double minute, double appendedMinute) {
        Stamp stamp = stamp(station.id(), Stream.FRAMES, sequence, minute(minute), minute(appendedMinute));
        Admission admission = observer.admit(station, store.state(), store.tallies(), stamp);
        take(admission.transition());
        if (admission instanceof Admission.Admitted) {
            var sky = new Sky(
                    minute(minute), "e", Embedding.of(new float[] {(float) minute}), Optional.empty(), stamp.origin());
            take(observer.join(station, store.state(), store.tallies(), stamp, sky));
        } else if (admission instanceof Admission.Refused refused) {
            rejections.add(refused.rejection());
        } else {
            skipped++;
        }
    }

    void tick(double minute) {
        take(observer.tick(station, store.state(), store.tallies(), minute(minute)));
    }

    private void take(Transition transition) {
        store.keep(transition);
        observations.addAll(transition.observations());
        rejections.addAll(transition.rejections());
        missing += transition.missing();
    }

    /** How many slots are kept of those that start before {@code minute}. */
    int kept(int minute) {
        int kept = 0;
        for (Slot slot = Slot.holding(START, POLICY.slotLength());
                slot.start().isBefore(minute(minute));
                slot = slot.next()) {
            kept += store.tallies().startingAt(slot.start()).isPresent() ? 1 : 0;
        }
        return kept;
    }

    /** The newest revision of each slot in which something came, without its number and origins. */
    Map<Instant, String> contents() {
        Map<Instant, String> contents = new HashMap<>();
        observations.stream()
                .filter(observation -> !observation.isEmpty())
                .forEach(o -> contents.put(
                        o.slot().start(),
                        o.variables() + " " + o.sky().map(Sky::capturedAt) + " " + o.newestReadingAt()));
        return contents;
    }
}
