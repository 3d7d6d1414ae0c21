package org.skycast.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.skycast.avro.Tick;

/** Schemas that a writer may register, and records that are right by them, which cost a reader its stack or its time. */
class HostileSchemaTest {

    private static final Map<String, Object> SETTINGS = Map.of(
            "schema.registry.url",
            "mock://hostile",
            "specific.avro.reader",
            true,
            RegistryConfig.VALUE_TYPE,
            Tick.class);

    private final AtomicLong now = new AtomicLong();

    @Test
    void fieldThatNestsWithoutEndIsNotFollowed() throws IOException {
        Schema node = SchemaBuilder.record("Node")
                .fields()
                .name("next")
                .type()
                .unionOf()
                .nullType()
                .and()
                .type("Node")
                .endUnion()
                .noDefault()
                .endRecord();
        byte[] record = tickWith(node, encoder -> {
            for (int depth = 0; depth < 300_000; depth++) {
                encoder.writeIndex(1);
            }
            encoder.writeIndex(0);
        });
        assertThatThrownBy(() -> deserializer().deserialize("t", record))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Node contains itself");
    }

    @Test
    void listsOfNothingAreNotCounted() throws IOException {
        Schema nothings = Schema.createArray(Schema.createArray(Schema.create(Schema.Type.NULL)));
        byte[] record = tickWith(nothings, encoder -> {
            for (int list = 0; list < 100_000; list++) {
                encoder.writeLong(1);
                encoder.writeLong(1_000_000);
                encoder.writeLong(0);
            }
            encoder.writeLong(0);
        });
        assertThatThrownBy(() -> deserializer().deserialize("t", record))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("items take no bytes");
    }

    @Test
    void schemaThatIsDeepInItselfIsRefused() throws IOException {
        Schema deep = Schema.create(Schema.Type.INT);
        for (int depth = 0; depth < 50; depth++) {
            deep = Schema.createArray(deep);
        }
        byte[] record = tickWith(deep, encoder -> encoder.writeLong(0));
        assertThatThrownBy(() -> deserializer().deserialize("t", record))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("nests deeper than 32");
    }

    /** Thirty records, each with the one before in two fields: a few hundred bytes, a thousand million parts. */
    @Test
    void schemaThatDoublesWithEachRecordIsRefused() throws IOException {
        Schema doubled = doubled(Schema.create(Schema.Type.INT), 30);
        byte[] record = tickWith(doubled, encoder -> encoder.writeInt(0));
        assertThatThrownBy(() -> deserializer().deserialize("t", record))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("it has more than 10000 parts");
    }

    @Test
    void listOfRecordsThatDoubleToNothingIsRefused() throws IOException {
        Schema nothings = Schema.createArray(doubled(Schema.create(Schema.Type.NULL), 25));
        byte[] record = tickWith(nothings, encoder -> encoder.writeLong(0));
        assertThatThrownBy(() -> deserializer().deserialize("t", record))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("items take no bytes");
    }

    private static Schema doubled(Schema innermost, int times) {
        Schema doubled = innermost;
        for (int i = 0; i < times; i++) {
            doubled = SchemaBuilder.record("Twice" + i)
                    .fields()
                    .name("left")
                    .type(doubled)
                    .noDefault()
                    .name("right")
                    .type(doubled)
                    .noDefault()
                    .endRecord();
        }
        return doubled;
    }

    @Test
    void fieldThatIsMerelyNewIsPassedOver() throws IOException {
        Schema list = Schema.createArray(Schema.create(Schema.Type.STRING));
        byte[] record = tickWith(list, encoder -> encoder.writeLong(0));
        assertThat(((Tick) deserializer().deserialize("t", record)).getPartition())
                .isEqualTo(7);
    }

    @Test
    void moreBytesThanTheTopicAllowsAreNotDecoded() {
        byte[] large = new byte[(1 << 20) + 1];
        assertThatThrownBy(() -> deserializer().deserialize("skycast.readings", large))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("no more than 1048576 are read");
    }

    @Test
    void schemaThatIsNotThereIsAskedForOnceAMinute() {
        MemoryRegistry registry = MemoryRegistry.at("mock://hostile");
        var asked = new AskedRegistry(registry);
        AvroDeserializer deserializer = deserializer(asked);
        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> deserializer.deserialize("t", new byte[] {0, 0, 0x70, 0, 77, 1}))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("does not have");
        }
        assertThat(asked.times()).isEqualTo(1);
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThatThrownBy(() -> deserializer.deserialize("t", new byte[] {0, 0, 0x70, 0, 77, 1}))
                .isInstanceOf(SerializationException.class);
        assertThat(asked.times()).isEqualTo(2);
    }

    private AvroDeserializer deserializer() {
        return deserializer(MemoryRegistry.at("mock://hostile"));
    }

    private AvroDeserializer deserializer(Registry registry) {
        var deserializer = new AvroDeserializer(now::get);
        deserializer.configure(SETTINGS, false);
        deserializer.asking(registry);
        return deserializer;
    }

    private interface Written {
        void to(BinaryEncoder encoder) throws IOException;
    }

    /** A tick with one field more. */
    private static byte[] tickWith(Schema extra, Written value) throws IOException {
        List<Schema.Field> fields = new java.util.ArrayList<>();
        Tick.getClassSchema().getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(0, new Schema.Field("extra", extra));
        Schema writer = Schema.createRecord("Tick", "", "org.skycast.avro", false, fields);
        int id = MemoryRegistry.at("mock://hostile").register("t-value", writer);
        var bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        value.to(encoder);
        encoder.writeInt(7);
        encoder.writeLong(0);
        return bytes.toByteArray();
    }
}
