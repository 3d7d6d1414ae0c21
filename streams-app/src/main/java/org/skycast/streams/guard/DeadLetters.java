package org.skycast.streams.guard;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.observe.Origin;
import org.skycast.schemas.RecordSizes;
import org.skycast.text.Printable;
import org.skycast.topics.Topics;

/**
 * Makes dead letters: the record as it came where that fits, else its first bytes; in headers where it stands, what was
 * against it, how many bytes its value has and their digest. So no record is too large to be put aside.
 *
 * @param topic where they go
 */
public record DeadLetters(String topic) {

    /** Header: the topic of the original; the names of the first four are Kafka Streams' own. */
    public static final String TOPIC = "__streams.errors.topic";
    /** Header: its partition. */
    public static final String PARTITION = "__streams.errors.partition";
    /** Header: its offset. */
    public static final String OFFSET = "__streams.errors.offset";
    /** Header: what was against it, as one line. */
    public static final String MESSAGE = "__streams.errors.message";
    /** Header: the kind, such as {@code TOO_LARGE}. */
    public static final String REASON = "skycast.reason";
    /** Header: how many bytes the value has. */
    public static final String BYTES = "skycast.bytes";
    /** Header: the sha256 of the value, in hexadecimal. */
    public static final String SHA256 = "skycast.sha256";

    private static final int HEADERS = 16_384;
    private static final byte[] NOTHING = {};

    /** A value that is longer does not fit. */
    static final int MOST = Topics.DEAD_LETTERS_MAX_BYTES - HEADERS;

    /** Those of a stage, by its settings. */
    public static DeadLetters of(Map<String, ?> settings) {
        Object topic = settings.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);
        return new DeadLetters(topic == null ? Topics.DEAD_LETTERS : topic.toString());
    }

    /** A record's, as all that goes out for it. */
    public List<ProducerRecord<byte[], byte[]>> letter(
            Origin at, String reason, String message, byte @Nullable [] key, byte @Nullable [] value) {
        return letter(at, reason, message, key, Optional.ofNullable(value).map(whole -> Excerpt.of(whole, MOST)));
    }

    /** One that was put aside before it was decoded. */
    public List<ProducerRecord<byte[], byte[]>> letter(Origin at, SetAside aside) {
        return letter(at, aside.why().name(), aside.detail(), aside.key(), aside.value());
    }

    private List<ProducerRecord<byte[], byte[]>> letter(
            Origin at, String reason, String message, byte @Nullable [] key, Optional<Excerpt> value) {
        var headers = new RecordHeaders();
        add(headers, TOPIC, at.topic());
        add(headers, PARTITION, Integer.toString(at.partition()));
        add(headers, OFFSET, Long.toString(at.offset()));
        add(headers, MESSAGE, Printable.cut(message));
        add(headers, REASON, reason);
        value.ifPresent(excerpt -> {
            add(headers, BYTES, Integer.toString(excerpt.bytes()));
            add(headers, SHA256, excerpt.sha256());
        });
        byte[] shortKey = key == null || key.length <= RecordSizes.KEY ? key : Arrays.copyOf(key, RecordSizes.KEY);
        byte[] kept = value.map(Excerpt::kept).orElse(NOTHING);
        return List.of(new ProducerRecord<>(topic, null, null, shortKey, kept, headers));
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
