package org.skycast.trials.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.skycast.nowcast.compare.Case;
import org.skycast.nowcast.compare.Comparison;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.verify.Awaited;
import org.skycast.nowcast.verify.MemoryVerificationStore;
import org.skycast.nowcast.verify.Score;
import org.skycast.nowcast.verify.Scored;
import org.skycast.nowcast.verify.StationVerifier;
import org.skycast.trials.replay.PairedForecasts.Said;
import org.skycast.trials.replay.PairedForecasts.Step;

/**
 * Scores what two models said, each by the same truths as in the live verification, and pairs the scores: only what both
 * said and what came true is compared.
 */
final class PairedComparison {

    /** Longer than any lead: so long after the last truth may still be amended, no forecast waits for one. */
    private static final Duration LEADS = Duration.ofDays(2);

    private final Comparison comparison = new Comparison();
    private final Duration amendment;
    private final StationVerifier verifier;
    private final Map<String, Station> stations = new TreeMap<>();
    private final SortedSet<String> seen = new TreeSet<>();
    private long forecasts;
    private long equal;
    private long missingSkies;
    private final Set<Forecaster.Model> champions = new LinkedHashSet<>();

    /** @param amendment how long a slot of the observations could be amended */
    PairedComparison(Duration amendment) {
        this.amendment = amendment;
        this.verifier = new StationVerifier(amendment);
    }

    private static final class Station {
        private final MemoryVerificationStore store = new MemoryVerificationStore();
        private Instant newest = Instant.EPOCH;
    }

    private record Key(Instant reference, Duration lead, String name) {}

    private record Pair(Optional<Score> candidate, Optional<Score> champion) {}

    /** Takes the next observation and what was said of it. */
    void add(Step step) {
        String id = step.observation().stationId();
        Station station = stations.computeIfAbsent(id, i -> new Station());
        station.newest = Instant.ofEpochMilli(step.timestamp());
        pair(id, verifier.observe(station.store, step.observation(), station.newest));
        step.candidate().ifPresent(said -> {
            await(station, said, Side.CANDIDATE);
            boolean lacks = said.forecast().degraded().contains("sky");
            missingSkies += lacks && step.observation().sky().isPresent() ? 1 : 0;
        });
        step.champion().ifPresent(said -> {
            await(station, said, Side.CHAMPION);
            champions.add(said.forecast().lineage().model());
        });
        if (step.candidate().isPresent() && step.champion().isPresent()) {
            forecasts++;
            equal += saysTheSame(
                            step.candidate().get().forecast(),
                            step.champion().get().forecast())
                    ? 1
                    : 0;
        }
    }

    private enum Side {
        CANDIDATE,
        CHAMPION
    }

    private void await(Station station, Said said, Side side) {
        // The topic tells the sides apart, also where both read the same one.
        var at = new Origin(side.name(), said.at().partition(), said.at().offset());
        verifier.foretell(station.store, new Awaited(at, said.forecast()));
    }

    private void pair(String id, List<Scored> scores) {
        Map<Key, Pair> pairs = new LinkedHashMap<>();
        for (Scored scored : scores) {
            Score score = scored.score();
            boolean candidate = scored.of().origin().topic().equals(Side.CANDIDATE.name());
            pairs.merge(
                    new Key(score.referenceTime(), score.lead(), score.name()),
                    candidate
                            ? new Pair(Optional.of(score), Optional.empty())
                            : new Pair(Optional.empty(), Optional.of(score)),
                    (a, b) -> new Pair(
                            a.candidate().or(b::candidate), a.champion().or(b::champion)));
        }
        pairs.forEach((key, pair) -> count(id, key, pair));
    }

    private void count(String id, Key key, Pair pair) {
        if (pair.candidate().isEmpty() || pair.champion().isEmpty()) {
            comparison.unpaired(key.name(), key.lead());
        } else if (pair.candidate().get() instanceof Score.Missing) {
            comparison.missing(key.name(), key.lead());
        } else {
            comparison.add(new Case(id, pair.candidate().get(), pair.champion().get()));
        }
    }

    /** Nothing more comes of the stations so far: gives up the truths that have not come, and forgets the stations. */
    void endStations() {
        // The log is read: what has not come by its end is missing.
        Duration rest = amendment.plus(LEADS);
        stations.forEach((id, station) -> pair(id, verifier.pass(station.store, station.newest.plus(rest))));
        seen.addAll(stations.keySet());
        stations.clear();
    }

    /** Adds what another one came to, whose stations have ended. */
    void add(PairedComparison other) {
        comparison.add(other.comparison);
        seen.addAll(other.seen);
        champions.addAll(other.champions);
        forecasts += other.forecasts;
        equal += other.equal;
        missingSkies += other.missingSkies;
    }

    /** What was compared. */
    Comparison comparison() {
        return comparison;
    }

    /** How many forecasts both made. */
    long forecasts() {
        return forecasts;
    }

    /** How many of them say the same, value for value. */
    long equal() {
        return equal;
    }

    /** The stations that were seen. */
    List<String> stations() {
        return List.copyOf(seen);
    }

    /** How many of the candidate's forecasts lack the sky of their newest slot, though the observation names a frame. */
    long missingSkies() {
        return missingSkies;
    }

    /** Who the champion was; of several, one after the other, their names together. */
    Forecaster.Model champion() {
        if (champions.size() == 1) {
            return champions.iterator().next();
        }
        String names = champions.stream().map(m -> m.id() + " " + m.version()).collect(Collectors.joining(", then "));
        return new Forecaster.Model(names, "", "");
    }

    /** Whether what two forecasts issued is the same, value for value; what an earlier version did not write is no part of it. */
    static boolean saysTheSame(Forecast one, Forecast other) {
        return one.variables().stream()
                        .map(PairedComparison::said)
                        .toList()
                        .equals(other.variables().stream()
                                .map(PairedComparison::said)
                                .toList())
                && one.events().stream()
                        .map(PairedComparison::said)
                        .toList()
                        .equals(other.events().stream()
                                .map(PairedComparison::said)
                                .toList());
    }

    private static Forecast.OfVariable said(Forecast.OfVariable of) {
        return new Forecast.OfVariable(
                of.feature(), of.leads(), of.levels(), of.values(), OptionalDouble.empty(), Optional.empty());
    }

    private static Forecast.OfEvent said(Forecast.OfEvent of) {
        return new Forecast.OfEvent(
                of.event(), of.leads(), of.probabilities(), OptionalDouble.empty(), Optional.empty(), Optional.empty());
    }
}
