package org.skycast.streams.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.streams.live.NowcastHarness.ENCODER;
import static org.skycast.streams.live.NowcastHarness.START;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.skycast.avro.Observation;
import org.skycast.avro.Rejected;
import org.skycast.avro.SensorReading;
import org.skycast.identity.SecretKey;
import org.skycast.topics.Topics;

/** A station writes only as itself: what is refused of what is sent, and that it leaves no trace. */
@ParameterizedClass
@EnumSource
class SignedStationsTest extends SignedStationsCase {

    @Test
    void whatAStationSignedCountsAsEver() {
        minutes("a", KEY, 0, 5);
        send(KEY, Topics.FRAMES, "a", NowcastHarness.frameOf("a", 0, minute(5), 7), minute(5));
        minutes("a", KEY, 5, 11);

        assertThat(harness.rejected()).isEmpty();
        List<Observation> observations = harness.observations();
        assertThat(observations).hasSize(1);
        assertThat(observations.get(0).getVariables().get(0).getCount()).isEqualTo(10);
        assertThat(observations.get(0).getSky()).isNotNull();
        assertThat(harness.forecasts()).hasSize(1);
    }

    @Test
    void eachRecordOfABatchIsProvenAloneWhateverIsLostOrReordered() {
        List<SensorReading> readings = new ArrayList<>();
        List<byte[]> values = new ArrayList<>();
        for (int minute = 0; minute < 11; minute++) {
            readings.add(NowcastHarness.readingOf("a", minute, minute(minute), 10.0));
            values.add(harness.wire(Topics.READINGS, readings.get(minute)));
        }
        List<byte[]> headers = proof.of(KEY, Topics.READINGS.name(), "a", values);
        for (int minute : new int[] {3, 0, 1, 7, 10}) {
            send(Topics.READINGS, "a", readings.get(minute), header(headers.get(minute)), minute(10));
        }
        send(Topics.READINGS, "a", readings.get(4), header(headers.get(5)), minute(10));

        assertThat(refused()).contains("is not this record's");
        // The one of minute 10 waits for its own slot's end.
        reading(KEY, "a", 12, 10.0);
        assertThat(harness.observations().get(0).getVariables().get(0).getCount())
                .isEqualTo(4);
    }

    @Test
    void unsignedRecordsAreRefusedOfEachKind() {
        harness.reading("a", 0, minute(0), 10.0);
        harness.frame("a", 0, minute(0), 7);
        harness.embedding("a", 0, minute(0), ENCODER, (byte) 0, (byte) 0);
        assertThat(harness.rejected())
                .hasSize(3)
                .allSatisfy(rejected -> assertThat(rejected.getReason()).isEqualTo("NOT_AUTHENTIC"))
                .allSatisfy(rejected -> assertThat(rejected.getDetail()).startsWith("The record has no signature"));
        assertThat(harness.metrics.counts()).containsEntry("skycast.rejected[NOT_AUTHENTIC]", 3L);
    }

    @Test
    void forgedKeyIsRefused() {
        reading(SecretKey.generate(new SecureRandom()), "a", 0, 10.0);
        assertThat(refused()).contains("which is not registered for the station");
    }

    @Test
    void anotherStationsKeyIsRefused() {
        reading(OTHER, "a", 0, 10.0);
        assertThat(refused()).contains("which is not registered for the station");
    }

    @Test
    void forgedSignatureInTheNameOfTheStationsKeyIsRefused() {
        SensorReading reading = NowcastHarness.readingOf("a", 0, minute(0), 10.0);
        byte[] signature = headers(KEY, Topics.READINGS, "a", reading)
                .lastHeader(proof.header())
                .value();
        signature[20] ^= 1;
        send(Topics.READINGS, "a", reading, header(signature), minute(0));
        assertThat(refused()).contains("is not this record's");
    }

    @Test
    void signatureThatIsNoneIsRefused() {
        send(Topics.READINGS, "a", NowcastHarness.readingOf("a", 0, minute(0), 10.0), header(new byte[] {1, 2}), START);
        assertThat(refused()).contains("cannot be read");
    }

    /** All that is said of a slot is kept from whoever may write to the topic and has no key of the station's. */
    @Test
    void anothersEpochAndNumbersMakeNoneOfTheVictimsReadingsDuplicates() {
        for (int minute = 0; minute < 11; minute++) {
            send(OTHER, Topics.READINGS, "a", NowcastHarness.readingOf("a", minute, minute(0), 49.0), minute(0));
        }
        assertThat(harness.rejected())
                .hasSize(11)
                .allSatisfy(rejected -> assertThat(rejected.getReason()).isEqualTo("NOT_AUTHENTIC"));
        minutes("a", KEY, 0, 11);
        assertThat(harness.rejected()).isEmpty();
        reading(KEY, "a", 13, 10.0);
        Observation observation = harness.observations().get(0);
        assertThat(observation.getVariables().get(0).getCount()).isEqualTo(10);
        assertThat(observation.getVariables().get(0).getMean()).isEqualTo(10.45);
    }

    @Test
    void copyOfARecordIsADuplicateAsEverAndElsewhereNoRecordAtAll() {
        reading(KEY, "a", 0, 10.0);
        reading(KEY, "a", 0, 10.0);
        assertThat(harness.rejected()).extracting(Rejected::getReason).containsExactly("DUPLICATE");

        SensorReading signed = NowcastHarness.readingOf("a", 1, minute(1), 10.0);
        Headers signature = headers(KEY, Topics.READINGS, "a", signed);
        send(Topics.READINGS, "a", NowcastHarness.readingOf("a", 2, minute(1), 10.0), signature, minute(1));
        assertThat(refused()).contains("copied from elsewhere");
    }

    @Test
    void recordOfOneTopicIsNoneOfAnother() {
        var frame = NowcastHarness.frameOf("a", 0, minute(0), 7);
        List<byte[]> wire = List.of(harness.wire(Topics.FRAMES, frame));
        byte[] another = proof.of(KEY, Topics.EMBEDDINGS.name(), "a", wire).get(0);
        send(Topics.FRAMES, "a", frame, header(another), minute(0));
        assertThat(refused()).contains("is not this record's");
    }

    @Test
    void whereNobodyIsAskedToSignASignatureIsNoMatter() {
        harness.close();
        harness = new NowcastHarness(state.resolve("unsigned"));
        harness.register("a");
        reading(OTHER, "a", 0, 10.0);
        harness.reading("a", 1, minute(1), 10.0);
        assertThat(harness.rejected()).isEmpty();
    }
}
