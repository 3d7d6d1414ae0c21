package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skycast.nowcast.feature.Feature;

class DemoWorthTest {

    @ParameterizedTest
    @EnumSource
    void eachVariableHasItsFiguresInTheSameColumnsOfATerminal(Feature feature) {
        String line = DemoWorth.line("%s %4d".formatted(feature.cfName(), 240), new DemoWorth.Sum(12_345, 1e6, 9e6));
        assertThat(line).hasSize(80).endsWith("12345");
    }
}
