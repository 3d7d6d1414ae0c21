package org.skycast.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys that earlier runs have written are written so again, and sort as their times do. */
class StationKeysTest {

    @Test
    void keysAreWhatStoresHold() {
        assertThat(StationKeys.at("a", Instant.parse("2026-06-01T00:00:00.5Z"))).isEqualTo("a|1001780272000");
        assertThat(StationKeys.at("a", Instant.EPOCH)).isEqualTo("a|1000000000000");
        assertThat(StationKeys.at("a", Instant.parse("1969-12-31T23:59:59Z"))).isEqualTo("a|0999999999999");
        assertThat(StationKeys.at("a", Instant.MIN)).isEqualTo("a|0000000000000");
    }

    @Test
    void keysSortAsTheirTimes() {
        List<String> keys = List.of(
                StationKeys.first("a"),
                StationKeys.at("a", Instant.MIN),
                StationKeys.at("a", Instant.parse("1900-01-01T00:00:00Z")),
                StationKeys.at("a", Instant.EPOCH),
                StationKeys.at("a", Instant.parse("2026-06-01T00:00:00Z")),
                StationKeys.last("a"),
                StationKeys.first("b"));
        assertThat(keys).isSorted();
    }
}
