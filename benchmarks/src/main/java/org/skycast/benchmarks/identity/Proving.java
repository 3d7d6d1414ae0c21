package org.skycast.benchmarks.identity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.skycast.identity.BatchSigner;
import org.skycast.identity.IdentityHeaders;
import org.skycast.identity.MacMaker;

/** How stations show whose their records are. */
enum Proving {
    NOTHING("unsigned", 0),
    MAC("a MAC each", 1),
    TOGETHER("a signature each 256", 256),
    SLOT("a signature each 12", 12),
    ALONE("a signature each", 1);

    private final String words;
    private final int batch;

    Proving(String words, int batch) {
        this.words = words;
        this.batch = batch;
    }

    /** For people. */
    String words() {
        return words;
    }

    boolean isAsked() {
        return this != NOTHING;
    }

    /** The headers of records in their order; records of a station share signatures with its own alone. */
    List<Headers> headers(ProofKeys keys, List<MadeRecord> records) {
        List<Headers> headers = new ArrayList<>();
        records.forEach(one -> headers.add(new RecordHeaders()));
        if (this == MAC) {
            var macs = new MacMaker(keys.station(), keys.admission().publicKey());
            for (int i = 0; i < records.size(); i++) {
                MadeRecord one = records.get(i);
                headers.get(i).add(IdentityHeaders.MAC, macs.header(one.topic(), one.key(), one.value()));
            }
        } else if (isAsked()) {
            sign(new BatchSigner(keys.station()), records, headers);
        }
        return headers;
    }

    private void sign(BatchSigner signer, List<MadeRecord> records, List<Headers> headers) {
        Map<String, List<Integer>> ofStations = new HashMap<>();
        for (int i = 0; i < records.size(); i++) {
            ofStations
                    .computeIfAbsent(records.get(i).key(), station -> new ArrayList<>())
                    .add(i);
        }
        for (List<Integer> ofStation : ofStations.values()) {
            for (int from = 0; from < ofStation.size(); from += batch) {
                List<Integer> together = ofStation.subList(from, Math.min(ofStation.size(), from + batch));
                List<byte[]> signatures = signer.sign(together.stream()
                        .map(records::get)
                        .map(one -> BatchSigner.digest(one.topic(), one.key(), one.value()))
                        .toList());
                for (int i = 0; i < together.size(); i++) {
                    headers.get(together.get(i)).add(IdentityHeaders.SIGNATURE, signatures.get(i));
                }
            }
        }
    }
}
