package org.skycast.inference.golden;

import java.util.Optional;

/** Whether what is found here is what the training found. */
final class Agreement {

    private Agreement() {}

    /** What is wrong with {@code found}, if anything; a value that is not finite is never near enough. */
    static Optional<String> compare(String what, float[] found, float[] wanted, float tolerance) {
        if (found.length != wanted.length) {
            return Optional.of("%s of %d values, but %d are wanted".formatted(what, found.length, wanted.length));
        }
        for (int i = 0; i < found.length; i++) {
            if (!Float.isFinite(found[i])) {
                return Optional.of("%s that are not finite".formatted(what));
            }
        }
        for (int i = 0; i < found.length; i++) {
            if (!(Math.abs(found[i] - wanted[i]) <= tolerance)) {
                return Optional.of("%s with %s at %d, but %s is wanted, give or take %s"
                        .formatted(what, found[i], i, wanted[i], tolerance));
            }
        }
        return Optional.empty();
    }

    /** Whether a quantile is below that of a lower level. */
    static boolean crosses(float[][][] quantiles) {
        for (float[][] target : quantiles) {
            for (float[] lead : target) {
                for (int level = 1; level < lead.length; level++) {
                    if (lead[level] < lead[level - 1]) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The cosine of the angle between two vectors of one length: 1 where they have one direction. */
    static double cosine(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }

    /** Row-major. */
    static float[] flat(float[][][] values) {
        int size = 0;
        for (float[][] target : values) {
            for (float[] lead : target) {
                size += lead.length;
            }
        }
        float[] flat = new float[size];
        int at = 0;
        for (float[][] target : values) {
            for (float[] lead : target) {
                System.arraycopy(lead, 0, flat, at, lead.length);
                at += lead.length;
            }
        }
        return flat;
    }
}
