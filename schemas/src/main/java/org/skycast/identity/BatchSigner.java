package org.skycast.identity;

import java.util.ArrayList;
import java.util.List;

/** Signs what a station sends, many records at once; see {@link RecordSignature}. Safe for use by several threads. */
public final class BatchSigner {

    /** So many share a signature: with more, the paths grow longer than what the signature costs less. */
    private static final int BATCH = 256;

    private final SecretKey secret;
    private final String key;

    /** @param secret of the station, or of the edge whose stations all are registered with its key */
    public BatchSigner(SecretKey secret) {
        this.secret = secret;
        this.key = PublicKeys.shortKey(secret.fingerprint());
    }

    /**
     * A record's digest.
     *
     * @param key its station
     * @param value as it will stand on the wire
     */
    public static byte[] digest(String topic, String key, byte[] value) {
        return RecordSignature.digest(topic, key, value);
    }

    /** Of each record the header {@link IdentityHeaders#SIGNATURE} to send it with, in their order. */
    public List<byte[]> sign(List<byte[]> digests) {
        List<byte[]> headers = new ArrayList<>();
        for (int from = 0; from < digests.size(); from += BATCH) {
            sign(digests.subList(from, Math.min(digests.size(), from + BATCH)), headers);
        }
        return headers;
    }

    private void sign(List<byte[]> batch, List<byte[]> headers) {
        var tree = new MerkleTree(batch);
        byte[] signature = secret.sign(RecordSignature.message(batch.size(), tree.root()));
        for (int index = 0; index < batch.size(); index++) {
            headers.add(new RecordSignature(key, index, batch.size(), signature, tree.path(index)).bytes());
        }
    }
}
