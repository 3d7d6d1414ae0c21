package org.skycast.nowcast.alert;

import java.util.List;

/**
 * What came of what was said: a table from the greatest probability over a window to the share of such forecasts that
 * came true, straight between its points and level beyond them.
 *
 * @param points ascending in both; empty takes what is said as it is
 */
public record AlertCalibration(List<Point> points) {

    /** Takes what is said as it is. */
    public static final AlertCalibration NONE = new AlertCalibration(List.of());

    /**
     * A point of the table, both 0 to 1.
     *
     * @param peak what was said
     * @param share of what came true
     */
    public record Point(double peak, double share) {}

    /** @throws IllegalArgumentException in one sentence if it does not ascend or holds what is no probability */
    public AlertCalibration {
        points = List.copyOf(points);
        for (int i = 0; i < points.size(); i++) {
            Point at = points.get(i);
            boolean ascends = i == 0
                    || (points.get(i - 1).peak() < at.peak()
                            && points.get(i - 1).share() <= at.share());
            if (!ascends || !isProbability(at.peak()) || !isProbability(at.share())) {
                throw new IllegalArgumentException(
                        ("The calibration's point %d, %s to %s, does not go on from those before it; give points from 0 to 1"
                                        + " whose peaks rise and whose shares do not fall.")
                                .formatted(i + 1, at.peak(), at.share()));
            }
        }
    }

    private static boolean isProbability(double p) {
        return p >= 0 && p <= 1;
    }

    /** What may be expected where {@code peak} is said. */
    public double of(double peak) {
        if (points.isEmpty()) {
            return peak;
        }
        Point before = points.get(0);
        for (Point at : points) {
            if (peak <= at.peak()) {
                double width = at.peak() - before.peak();
                double part = width > 0 ? (peak - before.peak()) / width : 1;
                return before.share() + Math.max(0, part) * (at.share() - before.share());
            }
            before = at;
        }
        return before.share();
    }
}
