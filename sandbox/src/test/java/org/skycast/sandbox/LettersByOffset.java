package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.skycast.streams.guard.DeadLetters;
import org.skycast.streams.log.LogReader;
import org.skycast.topics.Topics;

/** Dead letters as a test looks at them, where one topic's alone have any. */
final class LettersByOffset {

    private LettersByOffset() {}

    /** By the offset of what they are of; none comes twice. */
    static Map<Long, ConsumerRecord<String, byte[]>> in(Map<String, ?> clients) {
        Map<Long, ConsumerRecord<String, byte[]>> letters = new TreeMap<>();
        try (var reader = LogReader.on(clients)) {
            reader.whole(Topics.DEAD_LETTERS)
                    .forEach(span -> reader.read(
                            span,
                            letter -> assertThat(
                                            letters.put(Long.parseLong(header(letter, DeadLetters.OFFSET)), letter))
                                    .isNull()));
        }
        return letters;
    }

    static String header(ConsumerRecord<?, ?> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
