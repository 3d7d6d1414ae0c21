package org.skycast.records;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.skycast.avro.Rejected;
import org.skycast.nowcast.digest.Sha256;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.text.Printable;
import org.skycast.topics.Topics;

/** Rejections on their way to the log, each with the record that was not used. */
public final class RejectionRecords {

    private RejectionRecords() {}

    /** As much of an original as fits with the rest of a rejection into its topic. */
    private static final int MOST = Topics.REJECTED.maxBytes() - 65_536;

    /** What is kept of an original that does not fit. */
    private static final int FIRST_BYTES = 4_096;

    /**
     * The rejection as the log keeps it: no original is too large to be rejected, and no key or name in a sentence is.
     *
     * @param key of the record
     * @param origin where the record stands
     * @param appendedAt when the log took it, in milliseconds since 1970
     * @param wire the record's value as it came
     */
    @SuppressWarnings("NullAway") // nullable fields of the record
    public static Rejected toAvro(Rejection rejection, String key, Origin origin, long appendedAt, byte[] wire) {
        boolean fits = wire.length <= MOST;
        return new Rejected(
                rejection.reason().name(),
                Printable.cut(rejection.detail()),
                Printable.name(key),
                origin.topic(),
                origin.partition(),
                origin.offset(),
                Instant.ofEpochMilli(appendedAt),
                ByteBuffer.wrap(fits ? wire : Arrays.copyOf(wire, FIRST_BYTES)),
                fits ? null : (long) wire.length,
                fits ? null : Sha256.of(wire));
    }
}
