package org.skycast.streams.guard;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Ends a poll once what it has unpacked is as much as one poll may hold. A consumer bounds what it fetches by bytes as they are
 * packed, and what it unpacks by the number of records alone; a few kilobytes may be a thousand records of megabytes. A consumer
 * whose deserializer refuses a record gives what it has of the poll, and begins the next one with that record; so a poll holds
 * the budget and one record more, and always has one. For one thread.
 */
public final class PollBudget {

    private static final int SHARE_OF_HEAP = 32;
    private static final long LEAST = 1 << 20;
    private static final long MOST = 32 << 20;

    private final long bytes;
    private long spent;
    private boolean isAdmitted;

    /** @param bytes of keys, values and headers after which a poll takes no further record */
    PollBudget(long bytes) {
        this.bytes = bytes;
    }

    /** So much that the polls of a process's threads fit beside what it does, even if all of them are full. */
    static PollBudget ofHeap(long heap) {
        return new PollBudget(Math.min(MOST, Math.max(LEAST, heap / SHARE_OF_HEAP)));
    }

    /** A poll begins. */
    void begin() {
        spent = 0;
        isAdmitted = false;
    }

    /** For keys, with which a record begins. */
    Deserializer<byte[]> keys() {
        return new Deserializer<>() {
            @Override
            public byte[] deserialize(String topic, byte[] key) {
                return key;
            }

            @Override
            public byte[] deserialize(String topic, Headers headers, ByteBuffer key) {
                admit();
                isAdmitted = true;
                spend(headers, key.remaining());
                return copy(key);
            }
        };
    }

    /** For values; where a record has no key it begins with this. */
    Deserializer<byte[]> values() {
        return new Deserializer<>() {
            @Override
            public byte[] deserialize(String topic, byte[] value) {
                return value;
            }

            @Override
            public byte[] deserialize(String topic, Headers headers, ByteBuffer value) {
                if (!isAdmitted) {
                    admit();
                    spend(headers, 0);
                }
                isAdmitted = false;
                spent += value.remaining();
                return copy(value);
            }
        };
    }

    private void admit() {
        if (spent >= bytes) {
            throw new SerializationException("The poll has %d bytes; this is for the next one.".formatted(spent));
        }
    }

    private void spend(Headers headers, int more) {
        spent += more;
        for (Header header : headers) {
            spent += header.key().length();
            byte[] value = header.value();
            spent += value == null ? 0 : value.length;
        }
    }

    private static byte[] copy(ByteBuffer bytes) {
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }
}
