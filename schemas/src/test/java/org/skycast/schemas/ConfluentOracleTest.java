package org.skycast.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

/** Confluent's own serializer and deserializer, put in the place of ours by class name, and mixed with ours. */
class ConfluentOracleTest {

    private static final String CONFLUENT_SERIALIZER = "io.confluent.kafka.serializers.KafkaAvroSerializer";
    private static final String CONFLUENT_DESERIALIZER = "io.confluent.kafka.serializers.KafkaAvroDeserializer";

    @Test
    void confluentReadsWhatWeWriteAndWeReadWhatConfluentWrites() throws Exception {
        try (HttpStub registry = new HttpStub()) {
            for (SpecificRecord record : Examples.all()) {
                Serializer<SpecificRecord> ours = AvroSerdes.anyValues(Map.of("schema.registry.url", registry.url()));
                Serializer<SpecificRecord> theirs = AvroSerdes.anyValues(
                        Map.of("schema.registry.url", registry.url(), AvroSerdes.SERIALIZER, CONFLUENT_SERIALIZER));
                byte[] written = ours.serialize("t", record);
                assertThat(theirs.serialize("t", record)).isEqualTo(written);
                assertThat(reader(record, registry, CONFLUENT_DESERIALIZER).deserialize("t", written))
                        .isEqualTo(record);
                assertThat(reader(record, registry, AvroDeserializer.class.getName())
                                .deserialize("t", written))
                        .isEqualTo(record);
            }
        }
    }

    private static Deserializer<? extends SpecificRecord> reader(
            SpecificRecord record, HttpStub registry, String className) {
        return AvroSerdes.values(
                        record.getClass(),
                        Map.of("schema.registry.url", registry.url(), AvroSerdes.DESERIALIZER, className))
                .deserializer();
    }
}
