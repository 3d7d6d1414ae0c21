package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.streams.NowcastApp;
import org.skycast.streams.NowcastConfig;
import org.skycast.streams.TopicSetup;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The topology against a broker that runs as its makers ship it; where no Docker engine answers, it says so. */
class ContainerIT {

    /** The image of the Kafka version that is built against; another can be named with -Dkafka.image=… */
    private static final String IMAGE = System.getProperty("kafka.image", "apache/kafka:4.3.1");

    @TempDir
    Path folder;

    @Test
    void topologyRunsOnTheBrokerImage() throws Exception {
        boolean engine = DockerClientFactory.instance().isDockerAvailable();
        if (!engine) {
            System.out.println("SKIPPED topologyRunsOnTheBrokerImage: no Docker engine answers on this machine.");
        }
        assumeThat(engine).isTrue();
        var image = DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("apache/kafka");
        try (var kafka = new KafkaContainer(image)) {
            kafka.start();
            Map<String, Object> clients = new HashMap<>(Map.of("bootstrap.servers", kafka.getBootstrapServers()));
            try (EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.getBootstrapServers(), 0);
                    NowcastApp topology = NowcastApp.start(NowcastConfig.read(
                            """
                            kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
                            bundle: "%s"
                            stateDirectory: "%s"
                            httpPort: -1
                            """.formatted(kafka.getBootstrapServers(), registry.url(), Rig.BUNDLE, folder),
                            "of the test",
                            Map.of()));
                    Admin admin = Admin.create(clients)) {
                assertThat(topology.awaitRunning(java.time.Duration.ofMinutes(1)))
                        .isTrue();
                assertThat(new TopicSetup(admin, 4, 1).check()).isEqualTo(List.of());
            }
        }
    }
}
