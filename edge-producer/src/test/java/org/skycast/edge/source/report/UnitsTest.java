package org.skycast.edge.source.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.nowcast.observe.Variable;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "AIR_TEMPERATURE, K, 273.15, 0",
        "PRESSURE, inHg, 29.92, 1013.2076",
        "PRESSURE, kPa, 101.325, 1013.25",
        "WIND_SPEED, km/h, 36, 10",
        "WIND_SPEED, kn, 10, 5.14444",
        "WIND_SPEED, mph, 10, 4.4704",
        "RELATIVE_HUMIDITY, 1, 0.8, 80",
        "VISIBILITY, km, 10, 10000",
        "RAIN, in, 1, 25.4",
        "GHI, W/m2, 500, 500"
    })
    void unitsAreConverted(Variable variable, String unit, double from, double to) {
        assertThat(Units.conversion(variable, unit).applyAsDouble(from)).isCloseTo(to, within(1e-3));
    }

    @Test
    void unitThatIsUnknownOrMeasuresSomethingElseIsNamed() {
        assertThatThrownBy(() -> Units.conversion(Variable.PRESSURE, "furlong")).hasMessageContaining("'furlong'");
        assertThatThrownBy(() -> Units.conversion(Variable.PRESSURE, "m/s")).hasMessageContaining("does not measure");
    }

    @ParameterizedTest
    @CsvSource({
        "degC, 12.3 °C, 12.3",
        "degC, -12.3℃, -12.3",
        "degC, 54 °F, 54 °F",
        "degF, 54F, 54",
        "%, 67 %, 67",
        "km/h, 5 km/h, 5",
        "km/h, 5 m/s, 5 m/s",
        "mm, 0.2 in, 0.2 in",
        "hPa, 1012.4hPa, 1012.4",
        "degC, n/a, n/a",
        "degC, 12.3, 12.3",
        "degC, 1e5, 1e5",
    })
    void numbersMayHaveTheirUnitBehindThemAndNoOther(String unit, String text, String bare) {
        assertThat(Units.without(unit, text)).isEqualTo(bare);
    }
}
