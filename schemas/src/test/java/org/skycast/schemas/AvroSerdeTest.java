package org.skycast.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.avro.SensorReading;
import org.skycast.avro.Station;
import org.skycast.avro.Tick;

class AvroSerdeTest {

    private final HttpStub registry = new HttpStub();
    private final SpecificRecord reading = Examples.all().get(1);

    AvroSerdeTest() throws IOException {}

    @AfterEach
    void close() {
        registry.close();
    }

    private Map<String, Object> settings(Object... more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("schema.registry.url", registry.url());
        settings.put("specific.avro.reader", true);
        settings.put("retries.wait.ms", 1);
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i].toString(), more[i + 1]);
        }
        return settings;
    }

    private AvroSerializer serializer(Object... more) {
        var serializer = new AvroSerializer();
        serializer.configure(settings(more), false);
        return serializer;
    }

    private AvroDeserializer deserializer(Object... more) {
        var deserializer = new AvroDeserializer();
        deserializer.configure(settings(more), false);
        return deserializer;
    }

    @Test
    void everyRecordSurvivesTheWayThereAndBack() {
        for (SpecificRecord record : Examples.all()) {
            byte[] bytes = serializer().serialize("t", record);
            assertThat(bytes[0]).isZero();
            assertThat(deserializer().deserialize("t", bytes)).isEqualTo(record);
        }
    }

    @Test
    void oneOfEachWritesAndReadsAllKindsInTurn() {
        AvroSerializer serializer = serializer();
        AvroDeserializer deserializer = deserializer();
        for (int round = 0; round < 2; round++) {
            for (SpecificRecord record : Examples.all()) {
                assertThat(deserializer.deserialize("t", serializer.serialize("t", record)))
                        .isEqualTo(record);
            }
        }
    }

    @Test
    void nullStaysNull() {
        assertThat(serializer().serialize("t", null)).isNull();
        assertThat(deserializer().deserialize("t", null)).isNull();
    }

    @Test
    void schemasAreAskedForOnce() {
        AvroSerializer serializer = serializer();
        AvroDeserializer deserializer = deserializer();
        for (int i = 0; i < 5; i++) {
            deserializer.deserialize("t", serializer.serialize("t", reading));
        }
        assertThat(registry.asked).containsExactly("POST /subjects/t-value/versions", "GET /schemas/ids/1");
    }

    @Test
    void schemaThatIsNotRegisteredIsNotRegisteredUnasked() {
        assertThatThrownBy(() -> serializer("auto.register.schemas", false).serialize("t", reading))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("t-value")
                .hasMessageContaining("auto.register.schemas is false; register it first.");
        assertThat(registry.asked).containsExactly("POST /subjects/t-value");
    }

    @Test
    void whoAsksForTheLatestSchemaWritesByIt() {
        // Of the classes that write themselves (they hold no times), and know no schema but their own.
        SpecificRecord station = Examples.all().stream()
                .filter(Station.class::isInstance)
                .findFirst()
                .orElseThrow();
        Schema own = station.getSchema();
        List<Schema.Field> allButTheLast = own
                .getFields()
                .subList(0, own.getFields().size() - 1)
                .stream()
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        Schema shorter = Schema.createRecord(own.getName(), null, own.getNamespace(), false, allButTheLast);
        MemoryRegistry.at("mock://latest").register("t-value", shorter);
        Object[] latest = {
            "schema.registry.url", "mock://latest", "auto.register.schemas", false, "use.latest.version", true
        };
        byte[] bytes = serializer(latest).serialize("t", station);
        var generic = new AvroDeserializer();
        generic.configure(Map.of("schema.registry.url", "mock://latest"), false);
        var read = (GenericRecord) generic.deserialize("t", bytes);
        assertThat(read.getSchema()).isEqualTo(shorter);
        assertThat(read.get("stationId")).hasToString(station.get(0).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "TopicNameStrategy, t-value",
        "io.confluent.kafka.serializers.subject.RecordNameStrategy, org.skycast.avro.SensorReading",
        "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy, t-org.skycast.avro.SensorReading"
    })
    void subjectsAreNamedByTheStrategy(String strategy, String subject) {
        serializer("value.subject.name.strategy", strategy).serialize("t", reading);
        assertThat(registry.asked).containsExactly("POST /subjects/" + subject + "/versions");
    }

    @Test
    void registryThatFailsForAWhileIsAskedAgain() {
        registry.failures.set(2);
        assertThat(serializer().serialize("t", reading)).isNotEmpty();
        assertThat(registry.asked).hasSize(3);
    }

    @Test
    void registryThatIsDownIsToldFromABadRecord() {
        registry.close();
        assertThatThrownBy(() -> serializer("max.retries", 1).serialize("t", reading))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(registry.url())
                .hasMessageContaining("does not answer");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void recordOfWhichNobodySaysAnythingIsNotUnreadable(int status) {
        byte[] bytes = serializer().serialize("t", reading);
        AvroDeserializer deserializer = deserializer();
        registry.failure.set(status);
        registry.failures.set(1);
        assertThatThrownBy(() -> deserializer.deserialize("t", bytes)).isInstanceOf(RegistryRefusal.class);
        assertThat(deserializer.deserialize("t", bytes)).isEqualTo(reading);
    }

    @Test
    void secondAddressIsTriedWhereTheFirstIsDown() throws IOException {
        var down = new HttpStub();
        down.close();
        byte[] bytes = serializer("schema.registry.url", down.url() + "," + registry.url())
                .serialize("t", reading);
        assertThat(deserializer().deserialize("t", bytes)).isEqualTo(reading);
    }

    @ParameterizedTest
    @CsvSource({
        "basic.auth.credentials.source, USER_INFO, basic.auth.user.info, u:p, Basic dTpw",
        "basic.auth.credentials.source, USER_INFO, schema.registry.basic.auth.user.info, u:p, Basic dTpw",
        "bearer.auth.credentials.source, STATIC_TOKEN, bearer.auth.token, t, Bearer t"
    })
    void credentialsAreSent(String source, String kind, String key, String value, String header) {
        serializer(source, kind, key, value).serialize("t", reading);
        assertThat(registry.authorizations).containsExactly(header);
    }

    @Test
    void credentialsInTheAddressAreSentAndNotShown() {
        String url = registry.url().replace("http://", "http://u:p@");
        serializer("schema.registry.url", url).serialize("t", reading);
        assertThat(registry.authorizations).containsExactly("Basic dTpw");
        registry.close();
        assertThatThrownBy(() ->
                        serializer("schema.registry.url", url, "max.retries", 0).serialize("t", reading))
                .message()
                .doesNotContain("u:p");
    }

    @Test
    void settingsThatCannotBeUsedAreRefusedAtTheStart() {
        assertThatThrownBy(() -> serializer("schema.registry.url", "nowhere")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> serializer("value.subject.name.strategy", "Mine"))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> serializer("max.retries", -1)).isInstanceOf(ConfigException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedBytesGiveOneKindOfError(long seed) {
        var random = new Random(seed);
        AvroSerializer serializer = serializer();
        AvroDeserializer deserializer = deserializer();
        for (int i = 0; i < 500; i++) {
            byte[] bytes = serializer.serialize(
                    "t", Examples.all().get(random.nextInt(Examples.all().size())));
            byte[] damaged = switch (random.nextInt(3)) {
                case 0 -> java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
                case 1 -> {
                    bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt(256);
                    yield bytes;
                }
                default -> {
                    byte[] noise = new byte[random.nextInt(200)];
                    random.nextBytes(noise);
                    yield noise;
                }
            };
            try {
                deserializer.deserialize("t", damaged);
            } catch (SerializationException expected) {
                assertThat(expected).hasMessageContaining("t");
            }
        }
    }

    @Test
    void fewBytesThatClaimGigabytesAreRefusedBeforeTheyAreAllocated() {
        byte[] valid = serializer().serialize("t", Examples.all().get(0));
        // A record whose first string claims 2,000,000,000 bytes.
        byte[] hostile = ByteBuffer.allocate(11)
                .put(valid, 0, 5)
                .put(new byte[] {(byte) 0x80, (byte) 0xd0, (byte) 0xac, (byte) 0xf3, 0x0e, 0})
                .array();
        assertThatThrownBy(() -> deserializer().deserialize("t", hostile)).isInstanceOf(SerializationException.class);
    }

    @Test
    void unknownSchemaIsNamed() {
        assertThatThrownBy(() -> deserializer().deserialize("t", new byte[] {0, 0, 0, 0, 77, 1}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("schema 77");
    }

    @Test
    void recordOfAnotherKindIsNotTakenForTheOneWanted() {
        byte[] tick = serializer().serialize("t", Examples.all().get(4));
        var serde = AvroSerdes.values(SensorReading.class, settings());
        assertThatThrownBy(() -> serde.deserializer().deserialize("t", tick))
                .isInstanceOf(SerializationException.class);
        assertThat(AvroSerdes.values(Tick.class, settings()).deserializer().deserialize("t", tick))
                .isInstanceOf(Tick.class);
    }

    @Test
    void cachesAreBounded() {
        Map<Integer, Integer> bounded = Registries.bounded(3);
        for (int i = 0; i < 10; i++) {
            bounded.put(i, i);
        }
        assertThat(bounded.keySet()).containsExactly(7, 8, 9);
    }
}
