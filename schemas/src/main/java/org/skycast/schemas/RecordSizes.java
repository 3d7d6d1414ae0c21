package org.skycast.schemas;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/**
 * How large records may be. The broker bounds them as they are packed; a few kilobytes of zeros unpack to megabytes, so
 * whoever reads them bounds them again.
 */
public final class RecordSizes {

    /** No key of a topic is longer: they are stations' ids, digests and numbers. */
    public static final int KEY = 1_024;

    /** What is beside key and value in a record and in its batch. */
    private static final int FRAME = 512;

    /** For topics that are not declared, such as a replay's: as large as any. */
    private static final int LARGEST = 16 << 20;

    private static final Map<String, Integer> BY_TOPIC =
            Topics.ALL.stream().collect(Collectors.toMap(Topic::name, Topic::maxBytes));

    private RecordSizes() {}

    /** How many bytes key, value and headers of a record of a topic may have together. */
    public static int most(String topic) {
        return BY_TOPIC.getOrDefault(topic, LARGEST);
    }

    /** How many bytes a value may have that is written to a topic: with its key and its batch it must be taken. */
    public static int mostWritten(String topic) {
        return most(topic) - KEY - FRAME;
    }

    /** Why a record of so many bytes is too large, as one sentence, if it is. */
    public static Optional<String> fault(String topic, long key, long value, long headers) {
        if (key > KEY) {
            return Optional.of("Its key has %d bytes, but no key has more than %d.".formatted(key, KEY));
        }
        long all = key + value + headers;
        return all > most(topic)
                ? Optional.of("It has %d bytes unpacked, but a record of %s has no more than %d."
                        .formatted(all, topic, most(topic)))
                : Optional.empty();
    }
}
