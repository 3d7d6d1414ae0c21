package org.skycast.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A few of the runs that {@code benchmarks/faults} makes by the hundred. */
class EdgeFaultsIT {

    @Test
    void everyAcknowledgedReadingIsObservedOnceAndInOrder() throws IOException, InterruptedException {
        assertThat(EdgeFaults.run(Path.of("..", "models", "skycast").toAbsolutePath(), 1, 3, 2))
                .isTrue();
    }
}
