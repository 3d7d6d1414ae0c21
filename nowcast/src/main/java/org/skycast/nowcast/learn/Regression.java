package org.skycast.nowcast.learn;

import java.nio.ByteBuffer;

/**
 * A linear regression that forgets: ridge regression (Hoerl and Kennard, Technometrics 12 (1970)) toward coefficients that
 * hold beforehand, on exponentially weighted sums. A case that is far off counts less, by Huber's weights (Ann. Math.
 * Stat. 35 (1964)).
 */
final class Regression {

    /** How many terms: the model's step, the day's, the distance from the usual, the last hour's step. */
    static final int TERMS = 4;

    /** What was learnt counts half after so many days. */
    private static final double HALF_LIFE = 12 * Slots.A_DAY;

    /** What holds beforehand counts as so many cases. */
    private static final double RIDGE = 400;

    private final float[] squares = new float[TERMS * (TERMS + 1) / 2];
    private final float[] products = new float[TERMS];

    static int bytes() {
        return Float.BYTES * (TERMS * (TERMS + 1) / 2 + TERMS);
    }

    static Regression read(ByteBuffer from) {
        var regression = new Regression();
        Floats.read(from, regression.squares);
        Floats.read(from, regression.products);
        return regression;
    }

    void write(ByteBuffer to) {
        Floats.write(to, squares);
        Floats.write(to, products);
    }

    /** Takes a case; all sums before it are forgotten by as much time as {@code weight} slots. */
    void add(double[] terms, double value, double weight, double counts) {
        double kept = StrictMath.pow(0.5, weight / HALF_LIFE);
        for (int i = 0, at = 0; i < TERMS; i++) {
            for (int j = 0; j <= i; j++, at++) {
                squares[at] = (float) (squares[at] * kept + weight * counts * terms[i] * terms[j]);
            }
            products[i] = (float) (products[i] * kept + weight * counts * terms[i] * value);
        }
    }

    /**
     * The coefficients.
     *
     * @param beforehand those that hold where nothing was learnt
     * @param scale of the terms, in their unit
     */
    double[] solve(double[] beforehand, double scale) {
        double ridge = RIDGE * scale * scale;
        double[][] rows = new double[TERMS][TERMS + 1];
        for (int i = 0, at = 0; i < TERMS; i++) {
            for (int j = 0; j <= i; j++, at++) {
                rows[i][j] = squares[at];
                rows[j][i] = squares[at];
            }
        }
        for (int i = 0; i < TERMS; i++) {
            rows[i][i] += ridge;
            rows[i][TERMS] = products[i] + ridge * beforehand[i];
        }
        return eliminate(rows);
    }

    /** By Gauss; the matrix is positive definite, so that no pivot is nothing. */
    private static double[] eliminate(double[][] rows) {
        for (int i = 0; i < TERMS; i++) {
            for (int below = i + 1; below < TERMS; below++) {
                double factor = rows[below][i] / rows[i][i];
                for (int column = i; column <= TERMS; column++) {
                    rows[below][column] -= factor * rows[i][column];
                }
            }
        }
        double[] solution = new double[TERMS];
        for (int i = TERMS - 1; i >= 0; i--) {
            double rest = rows[i][TERMS];
            for (int column = i + 1; column < TERMS; column++) {
                rest -= rows[i][column] * solution[column];
            }
            solution[i] = rest / rows[i][i];
        }
        return solution;
    }
}
