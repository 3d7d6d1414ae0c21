package org.skycast.edge.uplink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.skycast.identity.BatchSigner;
import org.skycast.identity.IdentityHeaders;

/**
 * Signatures of what is sent, made once a batch and remembered while it may have to be sent again. They are made as records
 * are sent and not as they are taken: what has waited is signed with the key that holds now, over the bytes that this version
 * writes, and the spool is not held up meanwhile. For one thread.
 */
final class RecordSigner extends RecordProof {

    /** More than a turn of the uplink sends. */
    private static final int REMEMBERED = 4_096;

    private final BatchSigner batches;
    private final Map<SpecificRecord, Proven> batch = new IdentityHashMap<>();
    private final Map<ByteBuffer, byte[]> headers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, byte[]> eldest) {
            return size() > REMEMBERED;
        }
    };

    RecordSigner(BatchSigner batches, String words) {
        super(words);
        this.batches = batches;
    }

    @Override
    String header() {
        return IdentityHeaders.SIGNATURE;
    }

    /** A record's bytes and what is signed of them. */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    private record Digested(SpecificRecord record, byte[] value, byte[] digest) {}

    /**
     * Signs records together that will be sent next, but for those that are signed already; in the place of the batch before.
     * One whose bytes cannot be made ends it: it fails once more when it is sent, and then it is known what is to become of
     * it. Where the registry does not answer, those behind it would each wait for it.
     *
     * @param behind what follows them, if anything does: what waits for long is sent slot by slot, and a slot alone would
     *     have a signature of its own; asked for only if a signature is to be made
     */
    @Override
    void prepare(List<Unproven> records, Supplier<List<Unproven>> behind) {
        batch.clear();
        List<Digested> digested = digested(records);
        if (digested.stream().anyMatch(one -> !headers.containsKey(ByteBuffer.wrap(one.digest())))) {
            signTogether(Stream.concat(digested.stream(), digested(behind.get()).stream())
                    .map(Digested::digest)
                    .toList());
        }
        digested.forEach(one -> batch.put(one.record(), new Proven(one.value(), header(one.digest()))));
    }

    /** A record's bytes and their signature; made for it alone, where it was not signed together with others. */
    @Override
    Proven proven(Unproven record) {
        Proven known = batch.remove(record.record());
        if (known != null) {
            return known;
        }
        Digested alone = digested(record);
        signTogether(List.of(alone.digest()));
        return new Proven(alone.value(), header(alone.digest()));
    }

    /** Up to the first whose bytes cannot be made. */
    private static List<Digested> digested(List<Unproven> records) {
        List<Digested> digested = new ArrayList<>();
        try {
            for (Unproven one : records) {
                digested.add(digested(one));
            }
        } catch (KafkaException e) {
            // Those before it are signed together, those behind it each alone.
            return digested;
        }
        return digested;
    }

    private static Digested digested(Unproven one) {
        byte[] value = one.values().serialize(one.topic(), one.record());
        return new Digested(one.record(), value, BatchSigner.digest(one.topic(), one.station(), value));
    }

    private void signTogether(List<byte[]> digests) {
        // A record of the batch may be among those behind it, too.
        Set<ByteBuffer> distinct = new LinkedHashSet<>();
        digests.stream()
                .map(ByteBuffer::wrap)
                .filter(digest -> !headers.containsKey(digest))
                .forEach(distinct::add);
        List<byte[]> unsigned = distinct.stream().map(ByteBuffer::array).toList();
        List<byte[]> made = batches.sign(unsigned);
        for (int i = 0; i < made.size(); i++) {
            headers.put(ByteBuffer.wrap(unsigned.get(i)), made.get(i));
        }
    }

    private byte[] header(byte[] digest) {
        byte[] known = headers.get(ByteBuffer.wrap(digest));
        return known == null ? batches.sign(List.of(digest)).get(0) : known;
    }
}
