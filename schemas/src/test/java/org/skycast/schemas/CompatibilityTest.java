package org.skycast.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skycast.topics.Topics;

/**
 * FULL_TRANSITIVE: what any released version wrote is read by this one, and what this one writes by any released one. To
 * release a version, run with {@code -Drelease=vN}: it writes the schemas and golden bytes that are new beside the others.
 */
class CompatibilityTest {

    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static Stream<SpecificRecord> records() {
        return Examples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("records")
    void schemaReadsAndIsReadByEveryReleasedVersion(SpecificRecord record) throws IOException {
        release(record);
        List<Path> versions = files(RELEASED, record.getSchema().getName() + ".avsc");
        assertThat(versions)
                .as(
                        "%s is released: run this with -Drelease=vN, and commit what it writes",
                        record.getSchema().getName())
                .isNotEmpty();
        for (Path version : versions) {
            Schema released = new Schema.Parser().parse(Files.readString(version));
            assertThatCode(() -> validate(record.getSchema(), released))
                    .as(version.toString())
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void goldenBytesOfEveryReleasedVersionAreReadAndTheNewestAreWritten(SpecificRecord record) throws IOException {
        release(record);
        String name = record.getSchema().getName();
        List<Path> versions = files(GOLDEN, name + ".hex");
        assertThat(versions).isNotEmpty();
        for (Path version : versions) {
            byte[] golden = HexFormat.of().parseHex(Files.readString(version).strip());
            Path schema = RELEASED.resolve(version.getParent().getFileName()).resolve(name + ".avsc");
            Registry registry = Registries.open(Map.of(RegistryConfig.URL, "mock://" + version));
            registry.register("t-value", new Schema.Parser().parse(Files.readString(schema)));
            Object read = deserializer("mock://" + version).deserialize("t", golden);
            assertThat(read).as(version.toString()).isEqualTo(record);
        }
        Path newest = versions.get(versions.size() - 1);
        assertThat(HexFormat.of().formatHex(serializer("mock://now" + name).serialize("t", record)))
                .as("%s is written as %s; if its schema has a new field, run this with -Drelease=vN", name, newest)
                .isEqualTo(Files.readString(newest).strip());
    }

    @Test
    void everyTopicsRecordIsHeldToThis() {
        assertThat(Examples.all())
                .as("Examples has one of each record that has a topic")
                .extracting(record -> record.getClass().getSimpleName())
                .containsAll(Topics.ALL.stream()
                        .map(topic -> topic.type().getSimpleName())
                        .toList());
    }

    @Test
    void changeThatBreaksReadersIsFound() {
        Schema now = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}");
        Schema without = new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");
        assertThatThrownBy(() -> validate(without, now)).isInstanceOf(SchemaValidationException.class);
    }

    private static void validate(Schema now, Schema released) throws SchemaValidationException {
        new SchemaValidatorBuilder().mutualReadStrategy().validateAll().validate(now, List.of(released));
    }

    private static void release(SpecificRecord record) throws IOException {
        String version = System.getProperty("release");
        if (version != null) {
            String name = record.getSchema().getName();
            String schema = record.getSchema().toString(true) + "\n";
            byte[] bytes = serializer("mock://release" + name).serialize("t", record);
            String golden = HexFormat.of().formatHex(bytes) + "\n";
            if (!isNewest(RELEASED, name + ".avsc", schema) || !isNewest(GOLDEN, name + ".hex", golden)) {
                write(RELEASED.resolve(version).resolve(name + ".avsc"), schema);
                write(GOLDEN.resolve(version).resolve(name + ".hex"), golden);
            }
        }
    }

    private static boolean isNewest(Path folder, String name, String text) throws IOException {
        List<Path> versions = files(folder, name);
        return !versions.isEmpty()
                && Files.readString(versions.get(versions.size() - 1)).equals(text);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<Path> files(Path folder, String name) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.getFileName().toString().equals(name))
                    .sorted()
                    .toList();
        }
    }

    private static AvroSerializer serializer(String url) {
        var serializer = new AvroSerializer();
        serializer.configure(Map.of(RegistryConfig.URL, url), false);
        return serializer;
    }

    private static AvroDeserializer deserializer(String url) {
        var deserializer = new AvroDeserializer();
        deserializer.configure(Map.of(RegistryConfig.URL, url, RegistryConfig.SPECIFIC, true), false);
        return deserializer;
    }
}
