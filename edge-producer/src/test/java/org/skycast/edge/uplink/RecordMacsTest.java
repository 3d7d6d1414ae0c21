package org.skycast.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.skycast.edge.uplink.RecordProof.Unproven;
import org.skycast.identity.AdmissionKey;
import org.skycast.identity.AdmissionKeys;
import org.skycast.identity.Authenticity;
import org.skycast.identity.IdentityHeaders;
import org.skycast.identity.IdentityKey;
import org.skycast.identity.SecretKey;
import org.skycast.identity.StationIdentity;
import org.skycast.nowcast.observe.Variable;
import org.skycast.records.Numbered;
import org.skycast.records.ReadingRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.topics.Topics;

class RecordMacsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final String TOPIC = Topics.READINGS.name();
    private static final SecretKey KEY = SecretKey.generate(new SecureRandom());
    private static final AdmissionKey ADMISSION = AdmissionKey.generate(new SecureRandom());
    private static final StationIdentity STATION = StationIdentity.first(IdentityKey.of(KEY.publicKey(), NOW))
            .withAdmissionKey(IdentityKey.of(ADMISSION.publicKey(), NOW));

    private final Serializer<SpecificRecord> values =
            AvroSerdes.anyValues(Map.of("schema.registry.url", "mock://macs"));

    private static SpecificRecord reading(String station, int number) {
        return ReadingRecords.toAvro(new Numbered(station, NOW, number, NOW), Map.of(Variable.AIR_TEMPERATURE, 1.0));
    }

    private byte[] sent(RecordProof proof, String station, int number) {
        Headers headers = new RecordHeaders();
        byte[] value = new ProvingSerializer(values, proof).serialize(TOPIC, headers, reading(station, number));
        assertThat(value).isEqualTo(values.serialize(TOPIC, reading(station, number)));
        assertThat(headers.toArray()).hasSize(1);
        assertThat(new Authenticity(AdmissionKeys.of(ADMISSION)).fault(STATION, TOPIC, station, value, headers, NOW))
                .isEmpty();
        return headers.lastHeader(IdentityHeaders.MAC).value();
    }

    @Test
    void eachRecordCarriesItsOwnWhichIsTheSameWhenItIsSentAgain() {
        RecordProof proof = RecordProof.macs(KEY, ADMISSION.publicKey());
        byte[] first = sent(proof, "s", 0);
        assertThat(sent(proof, "s", 1)).isNotEqualTo(first);
        assertThat(sent(proof, "r", 0)).isNotEqualTo(first);
        assertThat(sent(proof, "s", 0)).isEqualTo(first);
        // Nor does a restart make another of it.
        assertThat(sent(RecordProof.macs(KEY, ADMISSION.publicKey()), "s", 0)).isEqualTo(first);
    }

    @Test
    void whatWaitsBehindIsNotAskedFor() {
        RecordProof proof = RecordProof.macs(KEY, ADMISSION.publicKey());
        proof.prepare(List.of(new Unproven(TOPIC, reading("s", 0), values)), () -> {
            throw new AssertionError("No record's MAC has to do with another's.");
        });
        sent(proof, "s", 0);
    }

    @Test
    void recordWithoutHeadersIsNotSent() {
        var sending = new ProvingSerializer(values, RecordProof.macs(KEY, ADMISSION.publicKey()));
        assertThatThrownBy(() -> sending.serialize(TOPIC, reading("s", 0)))
                .hasMessageContaining("no place for a proof without headers");
    }
}
