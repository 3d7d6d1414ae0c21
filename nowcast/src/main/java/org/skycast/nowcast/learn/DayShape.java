package org.skycast.nowcast.learn;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/** How a variable goes through the station's last days: its mean at each hour of the day, in UTC. */
final class DayShape {

    private static final int HOURS = 24;

    /** In seconds. */
    private static final int HOUR = 3600;

    /** A mean forgets in four days: in an hour of a day six slots of ten minutes count 1 each. */
    private static final double MEMORY = 24;

    /** So many days say half of what many would. */
    private static final double HALF_TRUSTED_DAYS = 2;

    /** Counts are kept in eighths. */
    private static final double COUNT_STEP = 8;

    private final float[] mean = new float[HOURS];
    private final double[] count = new double[HOURS];

    static int bytes() {
        return HOURS * (Float.BYTES + 1);
    }

    static DayShape read(ByteBuffer from) {
        var shape = new DayShape();
        for (int hour = 0; hour < HOURS; hour++) {
            shape.mean[hour] = from.getFloat();
            shape.count[hour] = (from.get() & 0xff) / COUNT_STEP;
        }
        return shape;
    }

    void write(ByteBuffer to) {
        for (int hour = 0; hour < HOURS; hour++) {
            to.putFloat(mean[hour]);
            to.put((byte) Math.round(count[hour] * COUNT_STEP));
        }
    }

    /** Takes a value of the middle of a slot; {@code weight} is 1 of a slot of ten minutes. */
    void add(Instant time, double value, double weight) {
        int hour = hour(time);
        count[hour] = Math.min(MEMORY, count[hour] + weight);
        mean[hour] += (float) ((value - mean[hour]) * Math.min(1, weight / count[hour]));
    }

    /** Whether it tells something of a time. */
    boolean tells(Instant time) {
        int before = before(time);
        return count[before] > 0 && count[(before + 1) % HOURS] > 0;
    }

    /** The mean at a time of day, between those of the hours around it. */
    double at(Instant time) {
        int before = before(time);
        double share = sinceMiddle(time) / (double) HOUR - before;
        return mean[before] + share * (mean[(before + 1) % HOURS] - mean[before]);
    }

    /** How far it is to be trusted from one time to another: 0 of nothing, toward 1 with the days. */
    double trust(Instant one, Instant other) {
        double days = Math.min(count[hour(one)], count[hour(other)]) / 6;
        return days / (days + HALF_TRUSTED_DAYS);
    }

    /** The mean over the day of the hours that are known; not a number where none is. */
    double mean() {
        double sum = 0;
        int known = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            sum += count[hour] > 0 ? mean[hour] : 0;
            known += count[hour] > 0 ? 1 : 0;
        }
        return sum / known;
    }

    /** The last hour whose middle has passed. */
    private static int before(Instant time) {
        return sinceMiddle(time) / HOUR;
    }

    /** Seconds since the middle of the day's first hour. */
    private static int sinceMiddle(Instant time) {
        return Math.floorMod(time.getEpochSecond() - HOUR / 2, HOURS * HOUR);
    }

    private static int hour(Instant time) {
        return Math.floorMod(time.getEpochSecond(), HOURS * HOUR) / HOUR;
    }

    @Override
    public String toString() {
        return "DayShape" + Arrays.toString(mean);
    }
}
