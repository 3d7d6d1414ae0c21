package org.skycast.nowcast.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.station.Site;

/** The means of whole hours, in the arithmetic of the training. */
class HourFeaturesTest {

    private static final Instant REFERENCE = Instant.parse("2026-06-21T12:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final FeatureSpec SPEC =
            new FeatureSpec("slots-3", SLOT, 6, List.of(Feature.PRESSURE), "e", 3, Duration.ofMinutes(60));

    /** Of the oldest hour that is looked at, which is that of row 0. */
    private static final Instant OLDEST = REFERENCE.minus(Duration.ofHours(49));

    /** hPa; added up in single precision they come to another mean. */
    private static final double[] HOUR = {1013.37, 1013.41, 1013.2, 1012.9, 1013.77, 1012.13};

    private static Features features(Map<Instant, PastSlot> past) {
        return Features.of(SPEC, List.of(SLOT), new Site(55, 12, 10), past, REFERENCE);
    }

    private static Map<Instant, PastSlot> from(Instant first, double... values) {
        Map<Instant, PastSlot> past = new HashMap<>();
        for (int slot = 0; slot < values.length; slot++) {
            Instant start = first.plus(SLOT.multipliedBy(slot));
            past.put(
                    start,
                    new PastSlot(start, 0, Map.of(Feature.PRESSURE, values[slot]), List.of(), Optional.of(start)));
        }
        return past;
    }

    @Test
    void singleValuesAreAddedUpInDoublePrecision() {
        double sum = 0;
        float single = 0;
        for (double value : HOUR) {
            sum += (float) value;
            single += (float) value;
        }
        float mean = (float) (sum / HOUR.length);
        assertThat(single / HOUR.length).isNotEqualTo(mean);
        Features features = features(from(OLDEST, HOUR));
        assertThat(features.tensor("hours")[0]).isEqualTo(mean);
        assertThat(features.tensor("hours_mask")[0]).isEqualTo(1);
        assertThat(features.tensor("hours_mask")).containsOnly(0, 1);
    }

    @Test
    void meanIsOverTheSlotsThatHaveAValue() {
        Features features = features(from(OLDEST.plus(Duration.ofMinutes(40)), 1000, 1010, 990));
        assertThat(features.tensor("hours")).startsWith(1005, 990, 0);
        assertThat(features.tensor("hours_mask")).startsWith(2 / 6f, 1 / 6f, 0);
    }
}
