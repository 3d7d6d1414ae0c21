package org.skycast.nowcast.warning;

import java.util.ArrayList;
import java.util.List;
import org.skycast.nowcast.alert.AlertCalibration;
import org.skycast.nowcast.warning.PeakCounts.Bin;

/**
 * A table from what was said to the share that came, which never falls: the least-squares fit under that order, by pooling
 * adjacent violators (Ayer and others, Ann. Math. Stat. 26 (1955)).
 */
public final class Isotonic {

    /** Of twenty bins each is to hold so many forecasts, or it goes with its neighbours. */
    private static final int BINS = 20;

    private static final long LEAST = 30;

    private Isotonic() {}

    /** The table of what was counted; none where nothing was. */
    public static AlertCalibration of(PeakCounts counts) {
        List<Bin> bins = new ArrayList<>(counts.bins(BINS, LEAST));
        int last = bins.size() - 1;
        if (last > 0 && bins.get(last).count() < LEAST) {
            Bin few = bins.remove(last);
            bins.set(last - 1, together(bins.get(last - 1), few));
        }
        return table(bins);
    }

    /** @param bins ascending by what was said */
    static AlertCalibration table(List<Bin> bins) {
        List<Bin> pooled = new ArrayList<>();
        for (Bin bin : bins) {
            Bin next = bin;
            while (!pooled.isEmpty() && pooled.get(pooled.size() - 1).share() >= next.share()) {
                next = together(pooled.remove(pooled.size() - 1), next);
            }
            pooled.add(next);
        }
        List<AlertCalibration.Point> points = new ArrayList<>();
        for (Bin bin : pooled) {
            var point = new AlertCalibration.Point(rounded(bin.said()), rounded(bin.share()));
            boolean rises = points.isEmpty() || points.get(points.size() - 1).peak() < point.peak();
            if (rises) {
                points.add(point);
            }
        }
        return new AlertCalibration(points);
    }

    private static Bin together(Bin one, Bin other) {
        long count = one.count() + other.count();
        return new Bin(
                one.from(),
                other.to(),
                count,
                (one.said() * one.count() + other.said() * other.count()) / count,
                (one.share() * one.count() + other.share() * other.count()) / count);
    }

    private static double rounded(double share) {
        return Math.round(share * 1000) / 1000.0;
    }
}
