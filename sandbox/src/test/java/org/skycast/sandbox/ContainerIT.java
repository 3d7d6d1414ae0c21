package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.topics.Topics;
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
        assertThat(engine || !Boolean.getBoolean("requireEngine"))
                .as("An engine answers, as -DrequireEngine=true asks.")
                .isTrue();
        if (!engine) {
            System.out.println("SKIPPED topologyRunsOnTheBrokerImage: no Docker engine answers on this machine.");
        }
        assumeThat(engine).isTrue();
        var image = DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("apache/kafka");
        try (var kafka = new KafkaContainer(image)) {
            kafka.start();
            try (Rig rig = Rig.at(kafka.getBootstrapServers(), folder);
                    NowcastApp topology = rig.topology()) {
                rig.simulate(2, Duration.ofHours(1));
                rig.awaitCaughtUp();
                assertThat(rig.read(Topics.FORECASTS)).hasSize(2 * 5);
                assertThat(topology.metrics().counts()).containsEntry("skycast.readings", 2 * 60L);
            }
        }
    }
}
