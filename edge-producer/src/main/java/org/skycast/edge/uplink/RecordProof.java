package org.skycast.edge.uplink;

import java.security.PublicKey;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.skycast.identity.BatchSigner;
import org.skycast.identity.MacMaker;
import org.skycast.identity.SecretKey;

/** How what is sent shows whose it is: a header that is made as a record is sent. For one thread. */
public abstract sealed class RecordProof permits RecordSigner, RecordMacs {

    private final String words;

    /** @param words what it is proven by, for people */
    RecordProof(String words) {
        this.words = words;
    }

    /** Signatures, that of a batch at once. */
    public static RecordProof signatures(SecretKey key) {
        return new RecordSigner(new BatchSigner(key), "signed with the key " + key.fingerprint());
    }

    /**
     * MACs, that of each record alone.
     *
     * @param admissionKey the public key of whoever checks (X25519)
     */
    public static RecordProof macs(SecretKey key, PublicKey admissionKey) {
        var made = new MacMaker(key, admissionKey);
        return new RecordMacs(
                made,
                "given a MAC with the key %s for the admission key %s"
                        .formatted(key.fingerprint(), made.admissionKey()));
    }

    /** By what it is proven, such as "signed with the key …". */
    public String words() {
        return words;
    }

    /**
     * A record that is about to be sent.
     *
     * @param values makes its bytes
     */
    record Unproven(String topic, SpecificRecord record, Serializer<SpecificRecord> values) {

        /** All that is sent is keyed by the station that it names. */
        String station() {
            int field = record.getSchema().getField("stationId").pos();
            return String.valueOf(record.get(field));
        }
    }

    /**
     * A record as it is sent.
     *
     * @param header that says whose it is
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Proven(byte[] value, byte[] header) {}

    /** The name of the header. */
    abstract String header();

    /**
     * Is told what will be sent next, in the place of what it was told before.
     *
     * @param behind what follows it, if anything does; not asked for without need
     */
    abstract void prepare(List<Unproven> records, Supplier<List<Unproven>> behind);

    /** A record's bytes and its header. */
    abstract Proven proven(Unproven record);
}
