package org.skycast.nowcast.compare;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.skycast.nowcast.verify.Score;

/** The cases of one name and lead, summed up as a whole and in slices. */
final class Group {

    private static final int DAY = 86_400;

    private final FigureSums candidate;
    private final FigureSums champion;
    private final FigureSums pairedCandidate;
    private final FigureSums pairedChampion;
    private final FigureSums persistence;
    private final Map<String, Accumulator> stations = new HashMap<>();
    private final Map<Integer, Accumulator> hours = new HashMap<>();
    private final Map<Long, Accumulator> days = new HashMap<>();
    private final Map<FarthestCases.Way, FarthestCases> farthest = new EnumMap<>(FarthestCases.Way.class);
    private final boolean isEvent;
    private long cases;
    private long paired;
    private long equal;

    Group(boolean isEvent, int farthest) {
        this.isEvent = isEvent;
        for (FarthestCases.Way way : FarthestCases.Way.values()) {
            this.farthest.put(way, new FarthestCases(way, farthest));
        }
        candidate = new FigureSums(isEvent);
        champion = new FigureSums(isEvent);
        pairedCandidate = new FigureSums(isEvent);
        pairedChampion = new FigureSums(isEvent);
        persistence = new FigureSums(isEvent);
    }

    void add(Case of) {
        requireSameKind(of.candidate().name(), of.candidate() instanceof Score.OfEvent);
        Optional<Score> other = of.persistence();
        cases++;
        equal += of.isEqual() ? 1 : 0;
        candidate.add(of.candidate());
        champion.add(of.champion());
        if (other.isPresent()) {
            paired++;
            pairedCandidate.add(of.candidate());
            pairedChampion.add(of.champion());
            persistence.add(other.get());
        }
        long foretold = of.candidate().referenceTime().getEpochSecond()
                + of.candidate().lead().getSeconds();
        slice(stations, of.stationId()).add(of, other);
        slice(hours, (int) (Math.floorMod(foretold, (long) DAY) / 3600)).add(of, other);
        slice(days, Math.floorDiv(foretold, (long) DAY)).add(of, other);
        farthest.values().forEach(cases -> cases.add(of));
    }

    /** Adds the sums of other cases of the same name and lead. */
    void add(String name, Group others) {
        requireSameKind(name, others.isEvent);
        cases += others.cases;
        paired += others.paired;
        equal += others.equal;
        candidate.add(others.candidate);
        champion.add(others.champion);
        pairedCandidate.add(others.pairedCandidate);
        pairedChampion.add(others.pairedChampion);
        persistence.add(others.persistence);
        others.stations.forEach((id, sums) -> slice(stations, id).add(sums));
        others.hours.forEach((hour, sums) -> slice(hours, hour).add(sums));
        others.days.forEach((day, sums) -> slice(days, day).add(sums));
        farthest.forEach((way, kept) -> kept.add(Objects.requireNonNull(others.farthest.get(way))));
    }

    private void requireSameKind(String name, boolean isOfEvent) {
        if (isEvent != isOfEvent) {
            throw new IllegalArgumentException(
                    "%s is both a variable and an event: give one of them another name".formatted(name));
        }
    }

    /** Whether they are of an event. */
    boolean isEvent() {
        return isEvent;
    }

    private static <K> Accumulator slice(Map<K, Accumulator> slices, K key) {
        return slices.computeIfAbsent(key, k -> new Accumulator());
    }

    Row row(String name, Duration lead) {
        return new Row(
                name,
                lead,
                cases,
                equal,
                candidate.figures(),
                champion.figures(),
                paired == 0
                        ? Optional.empty()
                        : Optional.of(new Row.WithPersistence(
                                paired, pairedCandidate.figures(), pairedChampion.figures(), persistence.figures())));
    }

    Map<String, Accumulator> stations() {
        return stations;
    }

    /** By hour of the day of the foretold time, UTC. */
    Map<Integer, Accumulator> hours() {
        return hours;
    }

    /** By UTC day of the foretold time, counted from 1970. */
    Map<Long, Accumulator> days() {
        return days;
    }

    /** The farthest first. */
    List<Case> farthest(FarthestCases.Way way) {
        return Objects.requireNonNull(farthest.get(way)).cases();
    }
}
