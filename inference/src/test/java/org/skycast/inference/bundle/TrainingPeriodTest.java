package org.skycast.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skycast.inference.BundleException;
import org.skycast.inference.bundle.TrainingPeriod.Use;

class TrainingPeriodTest {

    private static Instant day(String date) {
        return Instant.parse(date + "T00:00:00Z");
    }

    private static TrainingPeriod period(String... ends) {
        return TrainingPeriod.of("own", Use.TRAINED, List.of(ends), "manifest.json");
    }

    @Test
    void endsAreDatesOrTimesOfUtc() {
        TrainingPeriod dates = period("2026-01-01", "2026-03-01");
        assertThat(dates.from()).isEqualTo(day("2026-01-01"));
        assertThat(dates.to()).isEqualTo(day("2026-03-01"));
        assertThat(period("2026-01-01T00:00:00", "2026-03-01T00:00:00Z")).isEqualTo(dates);
    }

    @Test
    void aRangeOverlapsWhereItSharesAnInstant() {
        TrainingPeriod of = period("2026-01-01", "2026-03-01");
        assertThat(of.overlaps(day("2026-02-28"), day("2026-04-01"))).isTrue();
        assertThat(of.overlaps(day("2025-12-01"), day("2026-01-02"))).isTrue();
        assertThat(of.overlaps(day("2025-01-01"), day("2027-01-01"))).isTrue();
        assertThat(of.overlaps(day("2026-03-01"), day("2026-04-01"))).isFalse();
        assertThat(of.overlaps(day("2025-12-01"), day("2026-01-01"))).isFalse();
    }

    @Test
    void whatIsNoPeriodIsSaid() {
        for (String[] ends : new String[][] {{"2026-01-01"}, {"soon", "later"}, {}}) {
            assertThatThrownBy(() -> period(ends))
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining("manifest.json")
                    .hasMessageContaining("two dates");
        }
    }

    @Test
    void theShippedBundleTellsWhatItWasTrainedOn() {
        assertThat(ModelBundle.load(Shipped.DIRECTORY).trainingPeriods())
                .contains(new TrainingPeriod("dtu", Use.TRAINED, day("2015-01-01"), day("2017-01-01")));
    }
}
