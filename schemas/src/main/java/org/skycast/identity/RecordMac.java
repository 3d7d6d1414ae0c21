package org.skycast.identity;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Who sent a record, for whoever holds an admission key: the header {@link #HEADER}, in the place of a signature. Of one
 * byte {@link #VERSION}, the first eight of the sha256 of the station's key and of the admission key, and the HMAC-SHA256 of
 * the record, 32 bytes.
 *
 * @param key the first eight bytes of the sha256 of the station's public key in X.509 form, in hexadecimal
 * @param admissionKey the same of the admission key
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record RecordMac(String key, String admissionKey, byte[] mac) {

    /** The header's name. */
    static final String HEADER = "skycast-mac";

    static final byte VERSION = 1;

    private static final int MAC = 32;
    private static final int SIZE = 1 + 2 * PublicKeys.SHORT + MAC;

    byte[] bytes() {
        return ByteBuffer.allocate(SIZE)
                .put(VERSION)
                .put(HexFormat.of().parseHex(key))
                .put(HexFormat.of().parseHex(admissionKey))
                .put(mac)
                .array();
    }

    /** What a header says; empty if it is no MAC of this version. */
    static Optional<RecordMac> of(byte[] header) {
        if (header.length != SIZE || header[0] != VERSION) {
            return Optional.empty();
        }
        var from = ByteBuffer.wrap(header, 1, header.length - 1);
        String key = name(from);
        String admissionKey = name(from);
        var mac = new byte[MAC];
        from.get(mac);
        return Optional.of(new RecordMac(key, admissionKey, mac));
    }

    private static String name(ByteBuffer from) {
        var name = new byte[PublicKeys.SHORT];
        from.get(name);
        return HexFormat.of().formatHex(name);
    }
}
