package org.skycast.records;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.skycast.avro.Rejected;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Rejection;

/** Rejections on their way to the log, each with the record that was not used. */
public final class RejectionRecords {

    private RejectionRecords() {}

    /**
     * The rejection as the log keeps it.
     *
     * @param key of the record
     * @param origin where the record stands
     * @param appendedAt when the log took it, in milliseconds since 1970
     * @param wire the record's value as it came
     */
    public static Rejected toAvro(Rejection rejection, String key, Origin origin, long appendedAt, byte[] wire) {
        return new Rejected(
                rejection.reason().name(),
                rejection.detail(),
                key,
                origin.topic(),
                origin.partition(),
                origin.offset(),
                Instant.ofEpochMilli(appendedAt),
                ByteBuffer.wrap(wire));
    }
}
