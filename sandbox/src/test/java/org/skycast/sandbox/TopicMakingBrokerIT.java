package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.cli.Skycast;
import org.skycast.edge.EdgeApp;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.Pace;

/** A broker that makes each topic that is asked for, as Kafka's own does unless it is told not to. */
@Timeout(180)
class TopicMakingBrokerIT {

    @TempDir
    Path folder;

    private Path settings(String servers, String registry) throws IOException {
        Files.writeString(
                folder.resolve("readings.csv"), "time,t\n2026-06-01T00:00:00Z,10.1\n2026-06-01T00:10:00Z,10.2\n");
        return Files.writeString(folder.resolve("edge.yaml"), """
                kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
                spool: { file: spool.db }
                operation: { httpPort: 0, heartbeat: PT0S }
                stations:
                  - id: a
                    site: { latitude: 59.9, longitude: 10.7, altitude: 23 }
                    readings: { csv: readings.csv, columns: { air_temperature: { column: t, units: degC } } }
                """.formatted(servers, registry));
    }

    private static Set<String> topics(Admin admin) throws Exception {
        Set<String> names = new java.util.TreeSet<>(admin.listTopics().names().get());
        names.removeIf(name -> !name.startsWith("skycast."));
        return names;
    }

    private record Said(int code, String text) {}

    private static Said run(String... arguments) {
        PrintStream usual = System.out;
        var bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            return new Said(Skycast.run(arguments), bytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(usual);
        }
    }

    @Test
    void edgeHasNoTopicMadeAndTopicsThatDifferAreSaid() throws Exception {
        var extras = new EmbeddedKafka.Extras(Map.of(), Map.of("auto.create.topics.enable", "true"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0, extras);
                EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Path settings = settings(kafka.bootstrapServers(), registry.url());
            EdgeConfig config = EdgeConfig.read(settings, Map.of());
            Clock clock = Clock.systemUTC();
            try (EdgeApp edge =
                    EdgeApp.open(config, false, Pace.upToNow(clock), clock).start()) {
                assertThat(edge.awaitExhausted(Duration.ofSeconds(15))).isFalse();
                assertThat(edge.uplink().trouble())
                        .contains("The topic skycast.stations is not there; run 'skycast topics create'.");
                assertThat(topics(admin)).isEmpty();
                admin.createTopics(List.of(new NewTopic("skycast.readings", 1, (short) 1)
                                .configs(Map.of("message.timestamp.type", "CreateTime"))))
                        .all()
                        .get();
                Said created = run("topics", "create", "--bootstrap-server", kafka.bootstrapServers());
                assertThat(created.code()).isEqualTo(1);
                assertThat(created.text())
                        .contains("The topic skycast.readings has 1 partitions, but 4 are configured")
                        .contains("has message.timestamp.type=CreateTime, but LogAppendTime is needed")
                        .endsWith("2 complaints." + System.lineSeparator());
                Said check = run("edge", "check", "--config", settings.toString());
                assertThat(check.code()).isEqualTo(1);
                assertThat(check.text())
                        .contains(
                                "The topics have different numbers of partitions (skycast.stations 4, skycast.readings 1)")
                        .contains("The topic skycast.readings has message.timestamp.type=CreateTime");
                assertThat(edge.awaitExhausted(Duration.ofSeconds(60))).isTrue();
            }
        }
    }
}
