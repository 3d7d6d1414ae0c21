package org.skycast.nowcast.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skycast.nowcast.verify.Score;

/**
 * Two models' scores, summed up case by case: by name and lead, and there by station, hour of the day and UTC day. It keeps
 * sums alone, so a year of a hundred stations takes no more than tens of megabytes. The order of cases does not matter. Not
 * thread-safe.
 */
public final class Comparison {

    /** How many cases of a name are kept each way, lost and gained: as many as a person will look at. */
    public static final int FARTHEST = 3;

    private final Map<Key, Group> groups = new HashMap<>();
    private final Map<Key, long[]> uncompared = new HashMap<>();
    private final int farthest;

    /** A comparison that keeps {@link #FARTHEST} cases of each name and way. */
    public Comparison() {
        this(FARTHEST);
    }

    /** @param farthest how many cases of each name are kept at which the candidate lost most, and as many where it gained */
    public Comparison(int farthest) {
        this.farthest = farthest;
    }

    record Key(String name, Duration lead) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::name).thenComparing(Key::lead).compare(this, other);
        }
    }

    /**
     * What could not be compared.
     *
     * @param missing forecasts of both models whose truth never came
     * @param unpaired forecasts that one model alone made
     */
    public record Uncompared(String name, Duration lead, long missing, long unpaired) {}

    /** One station at one name and lead. */
    public record OfStation(String stationId, String name, Duration lead, Means means) {}

    /** One hour of the day, UTC, of the foretold time at one name and lead. */
    public record OfHour(int hour, String name, Duration lead, Means means) {}

    /**
     * A case at which the two differ most.
     *
     * @param times the candidate's score less the champion's, as a multiple of the champion's mean score at that name and
     *     lead: above zero the candidate lost, below it gained; infinite where that mean is zero
     */
    public record Farthest(Case of, double times) {}

    /** Counts a case. */
    public void add(Case of) {
        groups.computeIfAbsent(
                        new Key(of.candidate().name(), of.candidate().lead()),
                        key -> new Group(of.candidate() instanceof Score.OfEvent, farthest))
                .add(of);
    }

    /**
     * Adds another comparison's cases. Who always splits cases the same way and adds up in the same order comes to the same
     * sums, bit for bit, whoever has summed up each part.
     */
    public void add(Comparison others) {
        others.groups.forEach((key, group) -> groups.computeIfAbsent(key, k -> new Group(group.isEvent(), farthest))
                .add(key.name(), group));
        others.uncompared.forEach((key, counts) -> {
            long[] sums = uncompared.computeIfAbsent(key, k -> new long[2]);
            sums[0] += counts[0];
            sums[1] += counts[1];
        });
    }

    /** Counts a forecast of both models whose truth never came. */
    public void missing(String name, Duration lead) {
        uncompared.computeIfAbsent(new Key(name, lead), key -> new long[2])[0]++;
    }

    /** Counts a forecast that one model alone made. */
    public void unpaired(String name, Duration lead) {
        uncompared.computeIfAbsent(new Key(name, lead), key -> new long[2])[1]++;
    }

    /** What was compared, by name and lead. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        groups().forEach((key, group) -> rows.add(group.row(key.name(), key.lead())));
        return rows;
    }

    /** What was not, by name and lead. */
    public List<Uncompared> uncompared() {
        List<Uncompared> all = new ArrayList<>();
        new TreeMap<>(uncompared)
                .forEach((key, counts) -> all.add(new Uncompared(key.name(), key.lead(), counts[0], counts[1])));
        return all;
    }

    /** By name, lead and station. */
    public List<OfStation> stations() {
        List<OfStation> all = new ArrayList<>();
        groups().forEach((key, group) -> new TreeMap<>(group.stations())
                .forEach((id, sums) -> all.add(new OfStation(id, key.name(), key.lead(), sums.means()))));
        return all;
    }

    /** By name, lead and hour. */
    public List<OfHour> hours() {
        List<OfHour> all = new ArrayList<>();
        groups().forEach((key, group) -> new TreeMap<>(group.hours())
                .forEach((hour, sums) -> all.add(new OfHour(hour, key.name(), key.lead(), sums.means()))));
        return all;
    }

    /**
     * By name, the cases at which the candidate lost most against the champion, and then as many at which it gained most, as a
     * multiple of the champion's mean at that lead, so that far leads do not crowd out near ones; each way at most one of a
     * station and UTC day.
     */
    public List<Farthest> farthest() {
        Map<String, Map<FarthestCases.Way, Map<FarthestCases.Key, Farthest>>> byName = new TreeMap<>();
        groups().forEach((key, group) -> {
            double mean = group.row(key.name(), key.lead()).champion().score();
            for (FarthestCases.Way way : FarthestCases.Way.values()) {
                Map<FarthestCases.Key, Farthest> found = byName.computeIfAbsent(
                                key.name(), name -> new EnumMap<>(FarthestCases.Way.class))
                        .computeIfAbsent(way, w -> new HashMap<>());
                for (Case of : group.farthest(way)) {
                    found.merge(
                            FarthestCases.Key.of(of),
                            new Farthest(of, FarthestCases.difference(of) / mean),
                            (one, other) -> ORDER.compare(one, other) <= 0 ? one : other);
                }
            }
        });
        return byName.values().stream()
                .flatMap(ofName -> ofName.values().stream())
                .flatMap(oneWay -> oneWay.values().stream().sorted(ORDER).limit(farthest))
                .toList();
    }

    private static final Comparator<Farthest> ORDER = Comparator.<Farthest>comparingDouble(of -> -Math.abs(of.times()))
            .thenComparing(farthest -> farthest.of().stationId())
            .thenComparing(farthest -> farthest.of().candidate().referenceTime())
            .thenComparing(farthest -> farthest.of().candidate().lead());

    /** The sums, by name and lead. */
    Map<Key, Group> groups() {
        return new TreeMap<>(groups);
    }
}
