package org.skycast.nowcast.verify.rolling;

/**
 * What calls for an operator. A drift begins when its level rises above one threshold and ends when it falls below a lower
 * one, so that a level that wavers is one alert and not twenty.
 */
public enum DriftRule {
    /**
     * The week's mean is far from the training's, in the training's standard deviations. Seasons make two normal at a
     * station like those trained on: its coldest week lies as far from the year's mean. Three is a climate, a height or a
     * unit that the model has not seen.
     */
    INPUT_MEAN("input-mean", 3, 2.5, "Minor"),

    /**
     * The week's standard deviation over the training's. A week of storms spreads rain threefold; four is a sensor that
     * jumps. A small spread is no drift: a dry week has none, and a sensor that is stuck is left out by quality control.
     */
    INPUT_SPREAD("input-spread", 4, 3, "Minor"),

    /** Values are rarer in the last day than in the month before it, by this share: a sensor fails, or has failed. */
    INPUT_LOST("input-lost", 0.5, 0.25, "Moderate"),

    /**
     * The week's mean absolute error over persistence's, less one: above 0 the model does worse than no model. It begins at a
     * tenth and ends when the model does better by a twentieth, for a week's skill is known to a few hundredths only, and what
     * a station has yet to teach costs that much in its first days. By less than a week it takes more to begin.
     */
    BELOW_PERSISTENCE("skill-below-persistence", 0.1, -0.05, "Moderate"),

    /** The day's mean absolute error over the month's, where persistence's has not grown alike: weather is no drift. */
    ERROR_GROWN("error-grown", 1.5, 1.25, "Minor");

    private final String label;
    private final double begins;
    private final double ends;
    private final String severity;

    DriftRule(String label, double begins, double ends, String severity) {
        this.label = label;
        this.begins = begins;
        this.ends = ends;
        this.severity = severity;
    }

    /** Its name in an alert. */
    public String label() {
        return label;
    }

    /** How severe it is, in the words of the Common Alerting Protocol. */
    public String severity() {
        return severity;
    }

    /** Above this level it begins. */
    public double threshold() {
        return begins;
    }

    boolean ends(double level) {
        return level < ends;
    }
}
