package org.skycast.benchmarks.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skycast.topics.Topic;

/**
 * A record that is to be sent, and what must become of it.
 *
 * @param kind what is wrong with it
 * @param key null for none
 * @param value null for a deletion
 * @param headers by name
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record HostileRecord(
        String kind,
        String topic,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Map<String, byte[]> headers,
        Packing packing,
        Fate fate) {

    /** How the batch that it goes in is compressed. */
    enum Packing {
        none,
        gzip,
        zstd
    }

    static HostileRecord of(Topic<?> topic, String key, byte @Nullable [] value, Fate fate) {
        return new HostileRecord(
                "", topic.name(), key.getBytes(StandardCharsets.UTF_8), value, Map.of(), Packing.none, fate);
    }

    HostileRecord kind(String name) {
        return new HostileRecord(name, topic, key, value, headers, packing, fate);
    }

    HostileRecord keyed(byte @Nullable [] other) {
        return new HostileRecord(kind, topic, other, value, headers, packing, fate);
    }

    /** A deletion of what the topic holds under the key. */
    HostileRecord withoutValue() {
        return new HostileRecord(kind, topic, key, null, headers, packing, fate);
    }

    HostileRecord with(Map<String, byte[]> more) {
        return new HostileRecord(kind, topic, key, value, more, packing, fate);
    }

    HostileRecord packed(Packing how) {
        return new HostileRecord(kind, topic, key, value, headers, how, fate);
    }

    HostileRecord comesTo(Fate other) {
        return new HostileRecord(kind, topic, key, value, headers, packing, other);
    }
}
