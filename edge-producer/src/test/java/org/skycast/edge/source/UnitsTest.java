package org.skycast.edge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.nowcast.observe.Variable;
import org.skycast.settings.SettingsException;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "AIR_TEMPERATURE, degF, 212, 100",
        "AIR_TEMPERATURE, K, 273.15, 0",
        "PRESSURE, kPa, 101.3, 1013",
        "PRESSURE, inHg, 29.92, 1013.2076",
        "WIND_SPEED, km/h, 36, 10",
        "WIND_SPEED, kn, 10, 5.14444",
        "RELATIVE_HUMIDITY, 1, 0.5, 50",
        "RELATIVE_HUMIDITY, %, 50, 50"
    })
    void aColumnIsConvertedToTheUnitOfItsVariable(Variable to, String from, double given, double expected) {
        assertThat(Units.conversion(to, from).applyAsDouble(given)).isCloseTo(expected, within(1e-3));
    }

    @Test
    void aUnitThatIsUnknownOrMeasuresSomethingElseIsNamed() {
        assertThatThrownBy(() -> Units.conversion(Variable.PRESSURE, "furlong"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("'furlong'");
        assertThatThrownBy(() -> Units.conversion(Variable.PRESSURE, "degC"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("does not measure air_pressure");
    }
}
