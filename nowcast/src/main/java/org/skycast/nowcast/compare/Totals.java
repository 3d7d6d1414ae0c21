package org.skycast.nowcast.compare;

/**
 * Sums of many numbers, as if in twice the precision (Ogita, Rump and Oishi, SIAM J. Sci. Comput. 26 (2005)), so that the
 * order in which stations are read does not show in a report.
 */
final class Totals {

    private final double[] sums;
    private final double[] cutOff;

    Totals(int count) {
        sums = new double[count];
        cutOff = new double[count];
    }

    void add(int at, double value) {
        double before = sums[at];
        double sum = before + value;
        double added = sum - before;
        cutOff[at] += (before - (sum - added)) + (value - added);
        sums[at] = sum;
    }

    /** Adds the sums of other numbers. */
    void add(Totals others) {
        for (int at = 0; at < sums.length; at++) {
            add(at, others.sums[at]);
            cutOff[at] += others.cutOff[at];
        }
    }

    double get(int at) {
        return sums[at] + cutOff[at];
    }
}
