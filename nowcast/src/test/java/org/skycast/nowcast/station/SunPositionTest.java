package org.skycast.nowcast.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SunPositionTest {

    /** The example of Reda and Andreas, NREL/TP-560-34302 (2008), table A5.1: zenith 50.11162, azimuth 194.34024. */
    @Test
    void agreesWithTheReferenceOfTheSolarPositionAlgorithm() {
        var golden = new Site(39.742476, -105.1786, 1830.14);
        SunPosition sun = SunPosition.of(golden, Instant.parse("2003-10-17T19:30:30Z"));
        assertThat(sun.elevation()).isCloseTo(90 - 50.11162, within(0.03));
        assertThat(sun.azimuth()).isCloseTo(194.34024, within(0.03));
    }

    @Test
    void siteOffTheEarthIsRefused() {
        assertThatThrownBy(() -> new Site(91, 0, 0))
                .hasMessageContaining("latitude")
                .hasMessageContaining("91");
        assertThatThrownBy(() -> new Site(0, Double.NaN, 0)).hasMessageContaining("longitude");
    }

    @Test
    void stationIdsOfOtherFormsAreRefused() {
        assertThat(Station.isId("0-20000-0-06180")).isTrue();
        assertThat(Station.isId("")).isFalse();
        assertThat(Station.isId("a|b")).isFalse();
        assertThat(Station.isId("a".repeat(65))).isFalse();
    }
}
