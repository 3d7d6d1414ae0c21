package org.skycast.trials.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as a report writes them: the same everywhere, and no more digits than mean something. */
public final class Numbers {

    /** Digits of a figure in JSON; beyond them the order of additions might show. */
    private static final MathContext DIGITS = new MathContext(6);

    private Numbers() {}

    /** Puts {@code value}; one that is not finite as null. */
    public static ObjectNode put(ObjectNode to, String name, double value) {
        return Double.isFinite(value)
                ? to.put(name, new BigDecimal(value).round(DIGITS).doubleValue())
                : to.putNull(name);
    }

    /** Puts {@code value}, or null where it is absent. */
    public static ObjectNode put(ObjectNode to, String name, OptionalDouble value) {
        return put(to, name, value.orElse(Double.NaN));
    }

    /** Adds {@code value}; one that is not finite as null. */
    public static void add(ArrayNode to, double value) {
        if (Double.isFinite(value)) {
            to.add(new BigDecimal(value).round(DIGITS).doubleValue());
        } else {
            to.addNull();
        }
    }

    /** With four digits. */
    static String figure(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%+.1f%%", 100 * share);
    }
}
