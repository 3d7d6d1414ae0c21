package org.skycast.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who sent a record: the header {@link #HEADER}. A batch of records is signed at once, as the root of the tree of their
 * digests; each record carries that signature and its way to the root, so each is proven alone, whatever is lost or
 * reordered. Of one byte {@link #VERSION}, the first eight of the key's sha256, the record's place in the batch and the
 * batch's size (two bytes each), the signature (64 bytes), and the path, 32 bytes a step.
 *
 * @param key the first eight bytes of the sha256 of the public key in X.509 form, in hexadecimal
 * @param index the record's place in the batch, from 0
 * @param size how many records the batch has
 * @param signature of the batch
 * @param path the digests beside the way to the root, one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record RecordSignature(String key, int index, int size, byte[] signature, byte[] path) {

    /** The header's name. */
    static final String HEADER = "skycast-signature";

    static final byte VERSION = 1;

    /** No batch is larger: a path then has ten steps at the most. */
    static final int MOST = 1_024;

    private static final int FIXED = 1 + PublicKeys.SHORT + 2 + 2 + Ed25519.SIGNATURE;
    /** The byte of a leaf, and what it is a leaf of. */
    private static final byte[] BEGINNING =
            ((char) MerkleTree.LEAF + "skycast record 1\n").getBytes(StandardCharsets.US_ASCII);

    private static final byte[] BATCH = "skycast batch 1\n".getBytes(StandardCharsets.US_ASCII);

    /** The digest of what is covered of a record, a leaf of its batch's tree. */
    static byte[] digest(String topic, String key, byte[] value) {
        MessageDigest sha256 = Ed25519.sha256();
        covered(sha256::update, topic, key, value);
        return sha256.digest();
    }

    /**
     * What is covered of a record, by a signature or a MAC: where it goes, whose it is, and its value as it stands on the wire,
     * numbers and all.
     *
     * @param into is given all of it, piece by piece
     */
    static void covered(Consumer<byte[]> into, String topic, String key, byte[] value) {
        into.accept(BEGINNING);
        name(into, topic);
        name(into, key);
        into.accept(value);
    }

    /** With its length before it, so that no two pairs of names are one text. */
    static void name(Consumer<byte[]> into, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        into.accept(ByteBuffer.allocate(4).putInt(text.length).array());
        into.accept(text);
    }

    /** What a batch's key signs. */
    static byte[] message(int size, byte[] root) {
        return ByteBuffer.allocate(BATCH.length + 4 + root.length)
                .put(BATCH)
                .putInt(size)
                .put(root)
                .array();
    }

    byte[] bytes() {
        return ByteBuffer.allocate(FIXED + path.length)
                .put(VERSION)
                .put(HexFormat.of().parseHex(key))
                .putShort((short) index)
                .putShort((short) size)
                .put(signature)
                .put(path)
                .array();
    }

    /** What a header says; empty if it is no signature of this version. */
    static Optional<RecordSignature> of(byte[] header) {
        int path = header.length - FIXED;
        if (path < 0 || path % MerkleTree.DIGEST != 0 || header[0] != VERSION) {
            return Optional.empty();
        }
        var from = ByteBuffer.wrap(header, 1, header.length - 1);
        var key = new byte[PublicKeys.SHORT];
        from.get(key);
        int index = Short.toUnsignedInt(from.getShort());
        int size = Short.toUnsignedInt(from.getShort());
        var signature = new byte[Ed25519.SIGNATURE];
        from.get(signature);
        if (index >= size || size > MOST) {
            return Optional.empty();
        }
        return Optional.of(new RecordSignature(
                HexFormat.of().formatHex(key),
                index,
                size,
                signature,
                Arrays.copyOfRange(header, FIXED, header.length)));
    }
}
