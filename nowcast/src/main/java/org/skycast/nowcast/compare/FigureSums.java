package org.skycast.nowcast.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.skycast.nowcast.verify.Score;

/** One model's scores at one name and lead, summed up to its figures. */
final class FigureSums {

    /** Of stated probabilities: the usual number for a reliability diagram (Wilks, Statistical Methods, ch. 9). */
    static final int BINS = 10;

    private static final int SCORE = 0;
    private static final int ABSOLUTE = 1;
    private static final int SQUARED = 2;
    private static final int ERROR = 3;
    private static final int BUNDLE = 4;

    private final Totals totals = new Totals(5);
    private final Totals stated = new Totals(BINS);
    private final long[] said = new long[BINS];
    private final long[] happened = new long[BINS];
    private final boolean isEvent;
    private long cases;
    private long inside;
    private boolean isCorrected;

    FigureSums(boolean isEvent) {
        this.isEvent = isEvent;
    }

    void add(Score score) {
        double error = Case.error(score);
        cases++;
        totals.add(SCORE, Case.worth(score));
        totals.add(ABSOLUTE, Math.abs(error));
        totals.add(SQUARED, error * error);
        totals.add(ERROR, error);
        if (score instanceof Score.OfVariable of) {
            inside += of.inside80() ? 1 : 0;
            addBundle(Math.abs(error), abs(of.bundleError()));
        } else if (score instanceof Score.OfEvent of) {
            int bin = Math.min(BINS - 1, Math.max(0, (int) (of.probability() * BINS)));
            said[bin]++;
            happened[bin] += of.happened() ? 1 : 0;
            stated.add(bin, of.probability());
            addBundle(of.brier(), of.bundleBrier());
        }
    }

    /** Adds the sums of other scores. */
    void add(FigureSums others) {
        totals.add(others.totals);
        stated.add(others.stated);
        for (int bin = 0; bin < BINS; bin++) {
            said[bin] += others.said[bin];
            happened[bin] += others.happened[bin];
        }
        cases += others.cases;
        inside += others.inside;
        isCorrected |= others.isCorrected;
    }

    private void addBundle(double issued, OptionalDouble bundle) {
        totals.add(BUNDLE, bundle.orElse(issued));
        isCorrected |= bundle.isPresent();
    }

    private static OptionalDouble abs(OptionalDouble error) {
        return error.isPresent() ? OptionalDouble.of(Math.abs(error.getAsDouble())) : error;
    }

    Figures figures() {
        double n = cases;
        double bias = totals.get(ERROR) / n;
        OptionalDouble bundle = isCorrected ? OptionalDouble.of(totals.get(BUNDLE) / n) : OptionalDouble.empty();
        if (isEvent) {
            long times = 0;
            for (long count : happened) {
                times += count;
            }
            return new Figures.OfEvent(totals.get(SCORE) / n, times / n, bias, bins(), bundle);
        }
        return new Figures.OfVariable(
                totals.get(ABSOLUTE) / n,
                Math.sqrt(totals.get(SQUARED) / n),
                totals.get(SCORE) / n,
                inside / n,
                bias,
                bundle);
    }

    private List<Figures.Bin> bins() {
        List<Figures.Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            if (said[i] > 0) {
                double count = said[i];
                bins.add(new Figures.Bin(
                        (double) i / BINS, (i + 1.0) / BINS, said[i], stated.get(i) / count, happened[i] / count));
            }
        }
        return bins;
    }
}
