package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class MissingTopicsTest {

    @Test
    void eachTopicThatIsNotThereIsNamed() {
        var builder = new StreamsBuilder();
        builder.stream(Set.of("readings", "frames")).to("observations");
        MissingTopics topics = MissingTopics.of(builder.build(), Map.of());
        assertThat(topics.needed())
                .containsExactlyInAnyOrder("readings", "frames", "observations", "skycast.dead-letters");
        assertThat(topics.sentence(Set.of("readings", "frames", "observations", "skycast.dead-letters", "other")))
                .isEmpty();
        assertThat(topics.sentence(Set.of("frames", "observations", "skycast.dead-letters")))
                .contains("The topic readings is missing; run 'skycast topics create'.");
        assertThat(topics.sentence(Set.of("frames")))
                .contains(
                        "The topics observations, readings, skycast.dead-letters are missing; run 'skycast topics create'.");
    }

    @Test
    void whoMissedATopicIsKnownThoughItIsThereByNow() {
        assertThat(MissingTopics.endedIt(new MissingSourceTopicException("One or more source topics were missing")))
                .isTrue();
        assertThat(MissingTopics.endedIt(new StreamsException(new UnknownTopicOrPartitionException())))
                .isTrue();
        assertThat(MissingTopics.endedIt(new StreamsException(new UnknownTopicIdException("another topic"))))
                .isTrue();
        assertThat(MissingTopics.endedIt(new StreamsException(new IllegalStateException("of a record"))))
                .isFalse();
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
