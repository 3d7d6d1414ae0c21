package org.skycast.nowcast.learn;

import java.nio.ByteBuffer;

/**
 * What a station has taught of one event at one lead: how the odds that the model gives are to be read there. Logistic
 * recalibration (D. Cox, "Two further applications of a model for binary regression", Biometrika 45 (1958)) by gradient
 * steps, and no more than the Brier score allows.
 */
final class EventLearning {

    /** It acts once so many cases had the event, and as many had not. */
    private static final double ENOUGH = 144;

    private static final double STEP = 0.004;
    private static final double MEMORY = 30 * Slots.A_DAY;
    private static final double FARTHEST = 5;

    private float offset;
    private float slope = 1;
    private float happened;
    private float failed;
    private float brier;
    private float brierAsIs;

    static int bytes() {
        return 6 * Float.BYTES;
    }

    static EventLearning read(ByteBuffer from) {
        var learning = new EventLearning();
        learning.offset = from.getFloat();
        learning.slope = from.getFloat();
        learning.happened = from.getFloat();
        learning.failed = from.getFloat();
        learning.brier = from.getFloat();
        learning.brierAsIs = from.getFloat();
        return learning;
    }

    void write(ByteBuffer to) {
        for (float value : new float[] {offset, slope, happened, failed, brier, brierAsIs}) {
            to.putFloat(value);
        }
    }

    /** Takes a truth of a forecast of this probability. */
    void take(double probability, boolean truth) {
        double odds = odds(probability);
        double read = probability(offset + slope * odds);
        double missed = read - (truth ? 1 : 0);
        double missedAsIs = probability - (truth ? 1 : 0);
        double n = Math.min(MEMORY, happened + failed + 1);
        brier += (float) ((missed * missed - brier) / n);
        brierAsIs += (float) ((missedAsIs * missedAsIs - brierAsIs) / n);
        offset = within(offset - STEP * missed, -FARTHEST, FARTHEST);
        slope = within(slope - STEP * missed * Math.max(-FARTHEST, Math.min(FARTHEST, odds)), 0.1, 3);
        happened = Math.min((float) MEMORY, happened + (truth ? 1 : 0));
        failed = Math.min((float) MEMORY, failed + (truth ? 0 : 1));
    }

    /** What is issued in the place of the model's probability. */
    double correct(double probability) {
        boolean acts = happened >= ENOUGH && failed >= ENOUGH && brier < brierAsIs;
        return acts ? probability(offset + slope * odds(probability)) : probability;
    }

    private static float within(double value, double least, double most) {
        return (float) Math.max(least, Math.min(most, value));
    }

    /** The logarithm of the odds; of what is certain, those of one in a thousand. */
    private static double odds(double probability) {
        double p = Math.max(1e-3, Math.min(1 - 1e-3, probability));
        return StrictMath.log(p / (1 - p));
    }

    private static double probability(double odds) {
        return 1 / (1 + StrictMath.exp(-odds));
    }
}
