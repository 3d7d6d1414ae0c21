package org.skycast.streams.guard;

import java.util.Arrays;
import org.skycast.nowcast.digest.Sha256;

/**
 * What is kept of a record's value when it is put aside.
 *
 * @param kept the value where that fits, else its first bytes
 * @param bytes how many the value has
 * @param sha256 the digest of the whole value, in hexadecimal
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Excerpt(byte[] kept, int bytes, String sha256) {

    /** Of a value that does not fit. */
    static final int FIRST_BYTES = 4_096;

    /** @param most how long a value may be to be kept whole */
    static Excerpt of(byte[] value, int most) {
        return new Excerpt(
                value.length <= most ? value : Arrays.copyOf(value, Math.min(value.length, FIRST_BYTES)),
                value.length,
                Sha256.of(value));
    }
}
