package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Alert;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.topics.Topics;

/** The demo's stations are well: whatever drift is told of them would be told falsely. */
class QuietStationsIT {

    /** Simulated days; more by {@code -DquietDays=9}. Inputs are judged after three, skill after one. */
    private static final int DAYS = Integer.getInteger("quietDays", 4);

    @TempDir
    Path folder;

    @Test
    void noDriftIsToldOfSimulatedStations() throws Exception {
        try (Rig rig = Rig.on(folder);
                NowcastApp topology = rig.topology()) {
            long began = System.nanoTime();
            rig.simulate(2, Rig.BEGIN, Duration.ofDays(DAYS));
            rig.awaitCaughtUp(Duration.ofMinutes(5L * DAYS));
            var scoring = new GroupProgress(rig.clients());
            Rig.await("all to be scored", Duration.ofMinutes(5), scoring::hasScoredAll);
            List<Alert> told = rig.read(Topics.OPERATOR_ALERTS);
            System.out.printf(
                    "QuietStationsIT: %d days of two stations in %d s, drifts told: %s%n",
                    DAYS,
                    Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                    told.stream().map(Alert::getSentence).toList());
            assertThat(topology.metrics().counts()).containsKey("skycast.scores");
            assertThat(told).isEmpty();
        }
    }
}
