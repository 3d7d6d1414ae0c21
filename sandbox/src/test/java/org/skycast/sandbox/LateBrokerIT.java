package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of a machine starts at once: a topology whose broker comes after it waits for it, and says so. */
class LateBrokerIT {

    private static final String WAITED_FOR = "It is waited for, ";

    @TempDir
    Path folder;

    @Test
    void topologyWaitsForABrokerThatIsNotThereYet() throws Exception {
        Files.deleteIfExists(Path.of("target", "killed-topology.log"));
        try (BrokerProcess broker = BrokerProcess.on(folder.resolve("broker"));
                Rig rig = Rig.at(broker.bootstrapServers(), folder)) {
            broker.kill();
            try (JavaProcess topology = rig.nowcastProcess()) {
                Rig.await("somebody who waits", Duration.ofMinutes(2), () -> says(topology, WAITED_FOR));
                assertThat(topology.printed())
                        .contains("No broker answers at " + broker.bootstrapServers() + ";")
                        .doesNotContain("Exception");
                broker.restart();
                Rig.await("the topology to run", Duration.ofMinutes(2), () -> says(topology, "Running as skycast "));
            }
        }
    }

    private static boolean says(JavaProcess topology, String sentence) {
        topology.requireAlive();
        return topology.printed().contains(sentence);
    }
}
