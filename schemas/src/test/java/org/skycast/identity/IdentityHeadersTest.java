package org.skycast.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.skycast.topics.Topics;

class IdentityHeadersTest {

    private static Headers all() {
        return new RecordHeaders()
                .add(IdentityHeaders.SIGNATURE, new byte[] {1})
                .add(IdentityHeaders.MAC, new byte[] {5})
                .add("another", new byte[] {2})
                .add(IdentityHeaders.REGISTRATION, new byte[] {3})
                .add(IdentityHeaders.ADMINISTRATOR, new byte[] {4});
    }

    @Test
    void onlyWhatIsLookedAtOfATopicIsLetThrough() {
        assertThat(IdentityHeaders.of(Topics.STATIONS.name(), all()).toArray())
                .extracting(header -> header.key())
                .containsExactly(IdentityHeaders.REGISTRATION, IdentityHeaders.ADMINISTRATOR);
        for (String topic : new String[] {Topics.READINGS.name(), Topics.FRAMES.name(), Topics.EMBEDDINGS.name()}) {
            assertThat(IdentityHeaders.of(topic, all()).toArray())
                    .extracting(header -> header.key())
                    .containsExactly(IdentityHeaders.SIGNATURE, IdentityHeaders.MAC);
        }
        assertThat(IdentityHeaders.of(Topics.OBSERVATIONS.name(), all()).toArray())
                .isEmpty();
    }
}
