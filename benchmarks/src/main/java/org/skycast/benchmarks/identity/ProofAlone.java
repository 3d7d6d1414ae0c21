package org.skycast.benchmarks.identity;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.skycast.identity.Authenticity;
import org.skycast.identity.StationIdentity;
import org.skycast.topics.Topics;

/** Proofs of made-up records, made and checked with nothing around them. */
final class ProofAlone {

    private static final int RECORDS = 2_560;

    private final ProofKeys keys;
    private final StationIdentity station;
    private final Authenticity authenticity;
    private final Random random = new Random(1);

    ProofAlone(ProofKeys keys) {
        this.keys = keys;
        this.station = keys.identity();
        this.authenticity = new Authenticity(keys.policy().admissionKeys());
    }

    /** Microseconds of processor time a record. */
    record Micros(double making, double checking) {}

    /** One round, of records of so many bytes. */
    Micros of(Proving proving, int bytes) {
        List<MadeRecord> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            var value = new byte[bytes];
            random.nextBytes(value);
            records.add(new MadeRecord(Topics.READINGS.name(), "station", value, Instant.EPOCH));
        }
        double begin = micros();
        List<Headers> headers = proving.headers(keys, records);
        double middle = micros();
        for (int i = 0; i < RECORDS; i++) {
            MadeRecord one = records.get(i);
            if (authenticity
                    .fault(station, one.topic(), one.key(), one.value(), headers.get(i), Instant.EPOCH)
                    .isPresent()) {
                throw new IllegalStateException("What was proven did not pass.");
            }
        }
        return new Micros((middle - begin) / RECORDS, (micros() - middle) / RECORDS);
    }

    private static double micros() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e3;
    }
}
