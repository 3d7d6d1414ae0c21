package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** At which stations models are taught. */
class AdaptSettingsTest {

    private static NowcastConfig.Adapt adapt(String yaml, Map<String, String> environment) {
        return NowcastConfig.read(yaml, "test", environment).adapt();
    }

    @Test
    void everyStationTeachesUnlessSaidOtherwise() {
        assertThat(adapt("{}", Map.of()).at("x")).isTrue();
    }

    @Test
    void stationsThatAreNamedDoNotWhetherRegisteredOrNot() {
        var adapt = adapt("adapt: {off: [x, nobody]}", Map.of());
        assertThat(adapt.at("x")).isFalse();
        assertThat(adapt.at("y")).isTrue();
        assertThat(adapt("adapt: {off: x}", Map.of()).at("x")).isFalse();
    }

    @Test
    void noneDoesWhereItIsTurnedOff() {
        assertThat(adapt("adapt: {enabled: false}", Map.of()).at("x")).isFalse();
        assertThat(adapt("{}", Map.of("SKYCAST_STREAMS_ADAPT__ENABLED", "false"))
                        .at("x"))
                .isFalse();
    }
}
