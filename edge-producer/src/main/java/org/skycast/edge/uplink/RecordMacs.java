package org.skycast.edge.uplink;

import java.util.List;
import java.util.function.Supplier;
import org.skycast.identity.IdentityHeaders;
import org.skycast.identity.MacMaker;

/** MACs of what is sent, of each record as it goes. One that is sent again has the same: there is no chance in it. */
final class RecordMacs extends RecordProof {

    private final MacMaker made;

    RecordMacs(MacMaker made, String words) {
        super(words);
        this.made = made;
    }

    @Override
    String header() {
        return IdentityHeaders.MAC;
    }

    @Override
    void prepare(List<Unproven> records, Supplier<List<Unproven>> behind) {
        // No record's has to do with another's.
    }

    @Override
    Proven proven(Unproven record) {
        byte[] value = record.values().serialize(record.topic(), record.record());
        return new Proven(value, made.header(record.topic(), record.station(), value));
    }
}
