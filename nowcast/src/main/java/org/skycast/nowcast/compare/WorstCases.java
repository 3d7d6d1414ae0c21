package org.skycast.nowcast.compare;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cases that the candidate was worst at, at most so many, at most one of a station and UTC day: else one bad afternoon
 * would be all that is seen. Ties fall by station, then the earlier reference time, whatever the order of the cases.
 */
final class WorstCases {

    /** The worst first. */
    private static final Comparator<Case> ORDER = Comparator.<Case>comparingDouble(of -> -Case.worth(of.candidate()))
            .thenComparing(Case::stationId)
            .thenComparing(of -> of.candidate().referenceTime());

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

    /** The least of the worst score that is kept once there are enough: few cases pass it. */
    private double bar;

    WorstCases(int most) {
        this.most = most;
    }

    void add(Case of) {
        double score = Case.worth(of.candidate());
        if (score == 0 || score < bar) {
            return;
        }
        kept.merge(Key.of(of), of, (one, other) -> ORDER.compare(one, other) <= 0 ? one : other);
        if (kept.size() > most) {
            kept.values().stream().max(ORDER).ifPresent(least -> kept.remove(Key.of(least)));
        }
        if (kept.size() == most) {
            bar = kept.values().stream()
                    .mapToDouble(least -> Case.worth(least.candidate()))
                    .min()
                    .orElse(0);
        }
    }

    /** The worst first. */
    List<Case> cases() {
        return kept.values().stream().sorted(ORDER).toList();
    }
}
