package org.skycast.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.skycast.avro.SensorReading;
import org.skycast.edge.uplink.RecordProof.Unproven;
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

class RecordSignerTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final String TOPIC = Topics.READINGS.name();
    private static final SecretKey KEY = SecretKey.generate(new SecureRandom());
    private static final StationIdentity STATION = StationIdentity.first(IdentityKey.of(KEY.publicKey(), NOW));

    private final List<SpecificRecord> serialized = new ArrayList<>();
    private final Serializer<SpecificRecord> avro =
            AvroSerdes.anyValues(Map.of("schema.registry.url", "mock://signer"));
    private final Serializer<SpecificRecord> values = (topic, record) -> {
        serialized.add(record);
        if (record.get(0).equals("broken")) {
            throw new SerializationException("It does not fit its schema.");
        }
        return avro.serialize(topic, record);
    };
    private final RecordProof signer = RecordProof.signatures(KEY);
    private final ProvingSerializer sending = new ProvingSerializer(values, signer);

    private static SpecificRecord reading(String station, int number) {
        return ReadingRecords.toAvro(new Numbered(station, NOW, number, NOW), Map.of(Variable.AIR_TEMPERATURE, 1.0));
    }

    private static List<SpecificRecord> readings(int count) {
        List<SpecificRecord> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            readings.add(reading("s", i));
        }
        return readings;
    }

    private void sign(List<SpecificRecord> records) {
        sign(records, List::of);
    }

    private void sign(List<SpecificRecord> records, Supplier<List<SpecificRecord>> behind) {
        signer.prepare(unproven(records), () -> unproven(behind.get()));
    }

    private List<Unproven> unproven(List<SpecificRecord> records) {
        return records.stream()
                .map(record -> new Unproven(TOPIC, record, values))
                .toList();
    }

    private byte[] sent(SpecificRecord record) {
        Headers headers = new RecordHeaders();
        byte[] value = sending.serialize(TOPIC, headers, record);
        assertThat(value).isEqualTo(avro.serialize(TOPIC, record));
        String station = ((SensorReading) record).getStationId();
        assertThat(new Authenticity(AdmissionKeys.NONE).fault(STATION, TOPIC, station, value, headers, NOW))
                .isEmpty();
        return headers.lastHeader(IdentityHeaders.SIGNATURE).value();
    }

    @Test
    void recordsOfABatchShareASignatureAndAreSerializedOnce() {
        List<SpecificRecord> batch = readings(12);
        sign(batch);
        List<byte[]> headers = batch.stream().map(this::sent).toList();
        assertThat(serialized).hasSize(12);
        // The way to the root of a tree of twelve has three or four steps; alone there is none.
        assertThat(headers).allSatisfy(header -> assertThat(header.length).isGreaterThanOrEqualTo(77 + 2 * 32));
        assertThat(sent(reading("s", 100))).hasSize(77);
    }

    @Test
    void whatIsSentAgainHasTheSignatureThatItHad() {
        List<SpecificRecord> batch = readings(5);
        sign(batch);
        List<byte[]> first = batch.stream().map(this::sent).toList();
        // As the spool gives them once more, one of them acknowledged meanwhile, and a new one behind.
        List<SpecificRecord> again = new ArrayList<>(readings(5).subList(1, 5));
        again.add(reading("s", 5));
        sign(again);
        assertThat(again.subList(0, 4).stream().map(this::sent).toList())
                .usingRecursiveComparison()
                .isEqualTo(first.subList(1, 5));
        assertThat(sent(again.get(4))).hasSize(77);
    }

    @Test
    void whatWaitsBehindABatchSharesItsSignatureAndIsAskedForOnce() {
        List<SpecificRecord> waiting = readings(40);
        sign(waiting.subList(0, 10), () -> readings(40));
        sent(waiting.get(0));
        sign(waiting.subList(10, 20), () -> {
            throw new AssertionError("All of these are signed.");
        });
        // Of a tree of forty, a leaf's way has five or six steps, and three at its short end.
        assertThat(sent(waiting.get(15))).hasSize(77 + 6 * 32);
    }

    /** Another run of the edge, after a restart: another signature perhaps, and as good a one. */
    @Test
    void whatWaitedOverARestartIsSignedAnew() {
        List<SpecificRecord> batch = readings(3);
        sign(batch);
        byte[] before = sent(batch.get(0));
        var after = new ProvingSerializer(values, RecordProof.signatures(KEY));
        Headers headers = new RecordHeaders();
        byte[] value = after.serialize(TOPIC, headers, reading("s", 0));
        assertThat(new Authenticity(AdmissionKeys.NONE).fault(STATION, TOPIC, "s", value, headers, NOW))
                .isEmpty();
        assertThat(headers.lastHeader(IdentityHeaders.SIGNATURE).value()).isNotEqualTo(before);
    }

    @Test
    void recordThatCannotBeSerializedKeepsNoOtherFromBeingSigned() {
        SpecificRecord broken = reading("broken", 0);
        List<SpecificRecord> batch = List.of(reading("s", 0), reading("s", 1), broken, reading("s", 2));
        sign(batch);
        assertThat(sent(batch.get(1))).hasSize(77 + 32);
        assertThatThrownBy(() -> sending.serialize(TOPIC, new RecordHeaders(), broken))
                .isInstanceOf(SerializationException.class);
        assertThat(sent(batch.get(3))).hasSize(77);
    }
}
