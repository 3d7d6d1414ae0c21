package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.StreamsBuilder;
import org.junit.jupiter.api.Test;

class MissingTopicsTest {

    @Test
    void eachTopicThatIsNotThereIsNamed() {
        var builder = new StreamsBuilder();
        builder.stream(Set.of("readings", "frames")).to("observations");
        MissingTopics topics = MissingTopics.of(builder.build());
        assertThat(topics.needed()).containsExactlyInAnyOrder("readings", "frames", "observations");
        assertThat(topics.sentence(Set.of("readings", "frames", "observations", "other")))
                .isEmpty();
        assertThat(topics.sentence(Set.of("frames", "observations")))
                .contains("The topic readings is missing; run 'skycast topics create'.");
        assertThat(topics.sentence(Set.of("frames")))
                .contains("The topics observations, readings are missing; run 'skycast topics create'.");
    }

    @Test
    void nobodyIsWaitedForWhoDoesNotAnswer() {
        var clients = new Properties();
        clients.setProperty("bootstrap.servers", "127.0.0.1:9");
        assertThat(new MissingTopics(Set.of("readings")).onBroker(clients)).isEmpty();
        assertThat(new MissingTopics(Set.of("readings")).onBroker(new Properties()))
                .isEmpty();
    }
}
