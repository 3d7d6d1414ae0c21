package org.skycast.edge.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.Source;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;

/**
 * A station that is made up: a reading a minute and a frame each five. The same seed gives the same data at the same
 * times, whenever it is asked and however fast.
 */
public final class SimulatedStation implements Source {

    private static final Duration BETWEEN_READINGS = Duration.ofMinutes(1);
    private static final Duration BETWEEN_FRAMES = Duration.ofMinutes(5);

    /** Places that are far from each other. */
    private static final List<Station> PLACES = List.of(
            place("lyngby", "Lyngby", 55.79, 12.53, 50),
            place("vancouver", "Vancouver", 49.28, -123.14, 30),
            place("beijing", "Beijing", 39.90, 116.40, 44),
            place("nairobi", "Nairobi", -1.29, 36.82, 1795),
            place("hobart", "Hobart", -42.88, 147.33, 20),
            place("davos", "Davos", 46.80, 9.84, 1594),
            place("manaus", "Manaus", -3.12, -60.02, 92),
            place("tromso", "Tromsø", 69.65, 18.96, 100));

    private final Station station;
    private final Weather weather;
    private final SkyPainter painter;
    private final Optional<Instant> end;
    private Instant nextReading;
    private Instant nextFrame;

    /**
     * @param begin the first reading, taken back to a whole slot
     * @param end nothing comes from here on, if it is given
     */
    public SimulatedStation(Station station, long seed, Instant begin, Optional<Instant> end) {
        this.station = station;
        this.weather = new Weather(station.site(), seed);
        this.painter = new SkyPainter(station.site(), weather, seed);
        this.end = end;
        this.nextReading = Slot.holding(begin, Duration.ofMinutes(10)).start();
        this.nextFrame = nextReading;
    }

    /** The station with this number, from 0: the places first, then further ones about them. */
    public static Station station(int number) {
        Station place = PLACES.get(number % PLACES.size());
        int round = number / PLACES.size();
        Site site = place.site();
        return round == 0
                ? place
                : place(
                        place.id() + "-" + round,
                        place.name() + " " + round,
                        site.latitude() + 0.1 * (round % 20),
                        site.longitude() + 0.1 * (round / 20),
                        site.altitude());
    }

    private static Station place(String id, String name, double latitude, double longitude, double altitude) {
        return new Station(id, name, new Site(latitude, longitude, altitude));
    }

    @Override
    public String name() {
        return station.id() + "/simulated";
    }

    @Override
    public void resumeAfter(String item) {
        Instant last = Instant.parse(item);
        nextReading = last.plus(BETWEEN_READINGS);
        nextFrame = last.plus(BETWEEN_FRAMES)
                .minusSeconds(Math.floorMod(last.getEpochSecond(), BETWEEN_FRAMES.toSeconds()));
    }

    @Override
    public Optional<Instant> next() {
        Instant next = nextFrame.isAfter(nextReading) ? nextReading : nextFrame;
        return end.filter(last -> !next.isBefore(last)).isPresent() ? Optional.empty() : Optional.of(next);
    }

    @Override
    public List<Sample> takeBefore(Instant limit) {
        List<Sample> taken = new ArrayList<>();
        for (Optional<Instant> next = next(); next.isPresent() && next.get().isBefore(limit); next = next()) {
            Instant at = next.get();
            if (at.equals(nextFrame)) {
                taken.add(new Sample.Frame(station.id(), at, at.toString(), painter.jpeg(at)));
                nextFrame = at.plus(BETWEEN_FRAMES);
            }
            if (at.equals(nextReading)) {
                taken.add(new Sample.Values(station.id(), at, at.toString(), weather.measured(at, BETWEEN_READINGS)));
                nextReading = at.plus(BETWEEN_READINGS);
            }
        }
        return taken;
    }

    @Override
    public boolean isExhausted() {
        return next().isEmpty();
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
