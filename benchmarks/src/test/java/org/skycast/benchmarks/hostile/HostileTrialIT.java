package org.skycast.benchmarks.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of what {@code benchmarks/hostile} does for as long as one likes: each kind of hostile record, once at least. */
class HostileTrialIT {

    @Test
    void everyRecordIsFoundOnceAndGoodForecastsAreThoseOfAnUndisturbedRun(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path bundle = Path.of("..", "models", "skycast").toAbsolutePath();
        TrialResult result = HostileTrial.run(TrialPlan.brief(bundle, 1), folder);
        result.print(System.out);
        assertThat(result.complaints()).isEmpty();
        assertThat(result.health().ends()).isZero();
        assertThat(result.threadsDied()).isZero();
    }
}
