package org.skycast.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.util.RandomData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skycast.schemas.AvroTrust;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** Each kind of record is one line of its own words, whatever stands in it. */
class BriefLineTest {

    private static final int RECORDS = 50;

    static Stream<Topic<?>> topics() {
        return Topics.ALL.stream();
    }

    @BeforeAll
    static void trust() {
        AvroTrust.establish();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyRecordIsOneLineOfItsOwnWords(Topic<?> topic) throws IOException {
        Schema schema = SpecificData.get().getSchema(topic.type());
        for (Object made : new RandomData(schema, RECORDS, topic.name().hashCode())) {
            Object value = specific(schema, made);
            String line = RecordLine.of(new ConsumerRecord<>(topic.name(), 3, 7, "key", value), value, false);
            assertThat(line).startsWith("3@7 key ").hasLineCount(1);
            // A record that is printed whole names its fields.
            assertThat(line).doesNotContain(schema.getFields().get(0).name() + "=");
        }
    }

    private static Object specific(Schema schema, Object generic) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema, new GenericData()).write(generic, encoder);
        encoder.flush();
        var decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
        return new SpecificDatumReader<>(schema).read(null, decoder);
    }
}
