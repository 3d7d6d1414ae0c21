package org.skycast.nowcast.alert;

import java.util.Arrays;
import java.util.Optional;

/** How a value stands to a threshold where a rule warns of it. */
public enum AlertRelation {
    BELOW("<"),
    AT_MOST("<="),
    ABOVE(">"),
    AT_LEAST(">=");

    private final String sign;

    AlertRelation(String sign) {
        this.sign = sign;
    }

    /** As rules and messages write it. */
    public String sign() {
        return sign;
    }

    /** The relation that is written so. */
    public static Optional<AlertRelation> of(String sign) {
        return Arrays.stream(values()).filter(one -> one.sign.equals(sign)).findFirst();
    }

    /** Whether small values meet it. */
    public boolean isOfSmallValues() {
        return this == BELOW || this == AT_MOST;
    }

    /** Whether {@code value} meets it. */
    public boolean holds(double value, double threshold) {
        return switch (this) {
            case BELOW -> value < threshold;
            case AT_MOST -> value <= threshold;
            case ABOVE -> value > threshold;
            case AT_LEAST -> value >= threshold;
        };
    }
}
