package org.skycast.edge.simulate;

import java.util.Random;

/**
 * A quantity that wanders about zero with a variance of one: a sum of sines whose periods lie between two bounds and
 * whose phases come from a seed. A function of time alone, so it is the same however and whenever it is asked.
 */
final class Wander {

    private static final int TERMS = 8;

    private final double[] frequency = new double[TERMS];
    private final double[] phase = new double[TERMS];

    /** @param shortest the shortest period in hours */
    Wander(long seed, double shortest, double longest) {
        var random = new Random(seed);
        for (int i = 0; i < TERMS; i++) {
            // Periods evenly spread on a logarithmic scale, shifted a little so that they share no multiple.
            double share = (i + random.nextDouble()) / TERMS;
            double hours = shortest * Math.pow(longest / shortest, share);
            frequency[i] = 2 * Math.PI / (hours * 3600);
            phase[i] = 2 * Math.PI * random.nextDouble();
        }
    }

    double at(double seconds) {
        double sum = 0;
        for (int i = 0; i < TERMS; i++) {
            sum += Math.sin(frequency[i] * seconds + phase[i]);
        }
        return sum / Math.sqrt(TERMS / 2.0);
    }
}
