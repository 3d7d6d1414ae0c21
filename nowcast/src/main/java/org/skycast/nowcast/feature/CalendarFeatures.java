package org.skycast.nowcast.feature;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiConsumer;
import org.skycast.nowcast.feature.FeatureTensor.MadeOf;

/** {@code calendar} [2]: sine and cosine of the time of year. */
final class CalendarFeatures implements FeatureGroup {

    private static final String CALENDAR = "calendar";
    private static final double DAYS_OF_YEAR = 365.25;

    @Override
    public List<FeatureTensor> tensors(FeatureSpec spec, List<Duration> leads) {
        return List.of(new FeatureTensor(CALENDAR, List.of(2), MadeOf.TIME));
    }

    @Override
    public void make(FeatureSpec spec, List<Duration> leads, Moment moment, BiConsumer<String, float[]> to) {
        to.accept(CALENDAR, calendar(moment.reference()));
    }

    private static float[] calendar(Instant reference) {
        var utc = reference.atOffset(ZoneOffset.UTC);
        double seconds = ChronoUnit.SECONDS.between(utc.toLocalDate().atStartOfDay(), utc.toLocalDateTime());
        double days = utc.getDayOfYear() - 1 + seconds / Duration.ofDays(1).toSeconds();
        double angle = 2 * Math.PI * days / DAYS_OF_YEAR;
        return new float[] {(float) Math.sin(angle), (float) Math.cos(angle)};
    }
}
