package org.skycast.nowcast.compare;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cases at which the candidate lost most against the champion, or gained most, at most so many, at most one of a station
 * and UTC day: else one odd afternoon would be all that is seen. Ties fall by station, then the earlier reference time,
 * whatever the order of the cases.
 */
final class FarthestCases {

    /** Which way the candidate differs. */
    enum Way {
        LOST(1),
        GAINED(-1);

        private final int sign;

        Way(int sign) {
            this.sign = sign;
        }
    }

    private final Way way;
    private final Comparator<Case> order;
    private final int most;
    private final Map<Key, Case> kept = new HashMap<>();

    /** What a case counts for, so that others of the same give way to it. */
    record Key(String stationId, LocalDate day) {
        static Key of(Case of) {
            Instant foretold =
                    of.candidate().referenceTime().plus(of.candidate().lead());
            return new Key(of.stationId(), LocalDate.ofInstant(foretold, ZoneOffset.UTC));
        }
    }

    /** The least distance that is kept once there are enough: few cases pass it. */
    private double bar;

    FarthestCases(Way way, int most) {
        this.way = way;
        this.most = most;
        this.order = Comparator.<Case>comparingDouble(of -> -distance(of))
                .thenComparing(Case::stationId)
                .thenComparing(of -> of.candidate().referenceTime());
    }

    private double distance(Case of) {
        return way.sign * difference(of);
    }

    /** The candidate's score less the champion's: above zero, the candidate lost. */
    static double difference(Case of) {
        return Case.worth(of.candidate()) - Case.worth(of.champion());
    }

    void add(Case of) {
        double distance = distance(of);
        if (distance <= 0 || distance < bar) {
            return;
        }
        kept.merge(Key.of(of), of, (one, other) -> order.compare(one, other) <= 0 ? one : other);
        if (kept.size() > most) {
            kept.values().stream().max(order).ifPresent(least -> kept.remove(Key.of(least)));
        }
        if (kept.size() == most) {
            bar = kept.values().stream().mapToDouble(this::distance).min().orElse(0);
        }
    }

    /** Adds what others have kept. */
    void add(FarthestCases others) {
        others.kept.values().forEach(this::add);
    }

    /** The farthest first. */
    List<Case> cases() {
        return kept.values().stream().sorted(order).toList();
    }
}
