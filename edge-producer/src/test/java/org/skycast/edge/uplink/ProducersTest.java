package org.skycast.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class ProducersTest {

    /** Found by two end-to-end tests side by side: on new topics an edge waited two minutes for its first records. */
    @Test
    void aBatchIsNeverOvertakenByTheNext() {
        assertThat(Producers.properties(Map.of()))
                .containsEntry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1)
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    }

    @Test
    void whatTheSettingsSayHolds() {
        assertThat(Producers.properties(Map.of("linger.ms", "20"))).containsEntry("linger.ms", "20");
    }
}
