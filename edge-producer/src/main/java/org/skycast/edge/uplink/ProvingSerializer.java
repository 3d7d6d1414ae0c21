package org.skycast.edge.uplink;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.skycast.edge.uplink.RecordProof.Proven;
import org.skycast.edge.uplink.RecordProof.Unproven;

/** Adds to each record the header that shows whose it is, which is made over the bytes that are sent. */
final class ProvingSerializer implements Serializer<SpecificRecord> {

    private final Serializer<SpecificRecord> values;
    private final RecordProof proof;

    /** @param values makes the bytes */
    ProvingSerializer(Serializer<SpecificRecord> values, RecordProof proof) {
        this.values = values;
        this.proof = proof;
    }

    /** A record that this will be asked for. */
    Unproven toProve(String topic, SpecificRecord record) {
        return new Unproven(topic, record, values);
    }

    @Override
    public byte[] serialize(String topic, SpecificRecord record) {
        throw new IllegalStateException("There is no place for a proof without headers.");
    }

    @Override
    public byte[] serialize(String topic, Headers headers, SpecificRecord record) {
        Proven proven = proof.proven(toProve(topic, record));
        headers.add(proof.header(), proven.header());
        return proven.value();
    }

    @Override
    public void close() {
        values.close();
    }
}
