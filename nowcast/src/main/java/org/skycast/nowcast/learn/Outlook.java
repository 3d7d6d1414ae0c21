package org.skycast.nowcast.learn;

/**
 * What is known of one variable at one lead when a forecast is made, in the variable's unit.
 *
 * @param newest the newest value
 * @param dayStep how the variable goes from the hour of the newest value to that which is forecast on the station's days,
 *     as far as these are to be trusted; 0 where they say nothing
 * @param departure of the newest value from what is usual at its hour, likewise
 * @param lastHour the newest value less that of an hour before; 0 where there is none
 * @param model the model's quantiles, ascending
 * @param part the part of the day that is forecast
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once; never compared
record Outlook(double newest, double dayStep, double departure, double lastHour, double[] model, int part) {

    /** The terms of the regression, within {@code far} of nothing. */
    double[] terms(Levels levels, double far) {
        return new double[] {
            within(model[levels.median()] - newest, far),
            within(dayStep, far),
            within(departure, far),
            within(lastHour, far)
        };
    }

    private static double within(double value, double far) {
        return Math.max(-far, Math.min(far, value));
    }
}
