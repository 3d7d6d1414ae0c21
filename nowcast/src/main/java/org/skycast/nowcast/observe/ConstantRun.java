package org.skycast.nowcast.observe;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a sensor has said the same.
 *
 * @param value what it says
 * @param since when it began to
 * @param until when it last did
 * @param count how many readings said so
 */
public record ConstantRun(double value, Instant since, Instant until, int count) {

    /** Fewer readings than this prove nothing, however far apart they are. */
    private static final int ENOUGH = 12;

    static ConstantRun startingWith(VariableTally.Sample sample) {
        return new ConstantRun(sample.value(), sample.at(), sample.at(), 1);
    }

    /** The run after {@code sample}; a sample from before its end leaves it as it is. */
    ConstantRun then(VariableTally.Sample sample) {
        if (sample.at().isBefore(until)) {
            return this;
        }
        return sample.value() == value ? new ConstantRun(value, since, sample.at(), count + 1) : startingWith(sample);
    }

    /**
     * Whether no weather is so still: a value that varies by nature was the same for six hours (WMO-No. 8 marks an hour
     * as doubtful for one-minute data; six hours leave room for coarse resolution). Saturated air, calm, darkness, rain
     * and directions may well stand still.
     */
    boolean isStuck(Variable variable) {
        boolean varies = switch (variable) {
            case AIR_TEMPERATURE, DEW_POINT -> true;
            case RELATIVE_HUMIDITY -> value < 95;
            case WIND_SPEED, WIND_GUST -> value > 0.5;
            case GHI -> value > 20;
            case PRESSURE, WIND_DIRECTION, RAIN, VISIBILITY, CLOUD_AREA_FRACTION -> false;
        };
        return varies && count >= ENOUGH && Duration.between(since, until).compareTo(Duration.ofHours(6)) >= 0;
    }
}
