package org.skycast.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The serde against a registry that we did not write: Apicurio's, by its Confluent-compatible API, on loopback. */
class ApicurioIT {

    private static Process server;
    private static String url;

    @BeforeAll
    static void start() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        url = "http://127.0.0.1:" + port + "/apis/ccompat/v7";
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                jar().toString());
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.redirectErrorStream(true)
                .redirectOutput(Path.of("target", "apicurio.log").toFile());
        server = builder.start();
        awaitAnswer();
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("apicurio")))) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void awaitAnswer() {
        Registry registry = Registries.open(Map.of("schema.registry.url", url, "max.retries", 0));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadline) {
            try {
                registry.subjects();
                return;
            } catch (RuntimeException notYet) {
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS))
                        .join();
            }
        }
        throw new IllegalStateException("Apicurio did not answer within 60 s; see target/apicurio.log.");
    }

    @AfterAll
    static void stop() {
        server.destroyForcibly();
    }

    private static Map<String, Object> settings(Object... more) {
        Map<String, Object> settings = new HashMap<>(Map.of("schema.registry.url", url));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i].toString(), more[i + 1]);
        }
        return settings;
    }

    @Test
    void recordsGoThereAndBack() {
        for (SpecificRecord record : Examples.all()) {
            String topic = "skycast." + record.getSchema().getName();
            byte[] bytes = AvroSerdes.anyValues(settings()).serialize(topic, record);
            Object read = AvroSerdes.values(record.getClass(), settings())
                    .deserializer()
                    .deserialize(topic, bytes);
            assertThat(read).isEqualTo(record);
            // A second client finds what the first registered.
            assertThat(AvroSerdes.anyValues(settings("auto.register.schemas", false))
                            .serialize(topic, record))
                    .isEqualTo(bytes);
        }
    }

    @Test
    void incompatibleSchemaIsRefused() {
        Registry registry = Registries.open(settings());
        Schema one = parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}");
        Schema other = parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"b\",\"type\":\"int\"}]}");
        registry.register("guarded-value", one);
        registry.require("guarded-value", "FULL_TRANSITIVE");
        assertThat(registry.accepts("guarded-value", one)).isTrue();
        assertThat(registry.accepts("guarded-value", other)).isFalse();
        assertThat(registry.subjects()).contains("guarded-value");
        assertThat(registry.latest("guarded-value").schema()).isEqualTo(one);
        assertThatThrownBy(() -> registry.register("guarded-value", other)).isInstanceOf(RegistryRefusal.class);
    }

    @Test
    void absentSchemaIsOneSentence() {
        assertThatThrownBy(() -> AvroSerdes.anyValues(settings("auto.register.schemas", false))
                        .serialize("nothing", Examples.all().get(0)))
                .hasMessageContaining("register it first");
    }

    private static Schema parse(String json) {
        return new Schema.Parser().parse(json);
    }
}
