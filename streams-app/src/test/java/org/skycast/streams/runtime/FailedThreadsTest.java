package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.skycast.schemas.RegistryUnavailableException;
import org.skycast.streams.guard.RecordBounds;
import org.skycast.streams.guard.StageGuard;
import org.skycast.streams.metrics.NowcastMetrics;

/** What a stage waits for is told until it runs. */
class FailedThreadsTest {

    @TempDir
    Path folder;

    private FailedThreads threads() {
        var metrics = new NowcastMetrics(new SimpleMeterRegistry());
        // Nobody listens there: whether topics are missing cannot be told.
        var config = NowcastConfig.read(
                "{stateDirectory: %s, kafka: {bootstrap.servers: \"127.0.0.1:9\"}}".formatted(folder),
                "test",
                Map.of());
        Properties properties = StreamsSettings.of(config, "", 1, metrics);
        var guard = new StageGuard(folder.resolve("deaths"), RecordBounds.USUAL, metrics);
        return new FailedThreads("nowcast", new MissingTopics(Set.of("t")), properties, guard);
    }

    @Test
    void aDiskThatIsFullIsTold() {
        FailedThreads threads = threads();
        threads.handle(new ProcessorStateException(
                "Error opening store", new RocksDBException("While appending: No space left on device")));
        assertThat(threads.hindrance())
                .contains("the disk under %s does not take what it keeps: make room there, or set stateDirectory"
                                .formatted(folder)
                        + " (While appending: No space left on device)");
        threads.areOver();
        assertThat(threads.hindrance()).isEmpty();
    }

    @Test
    void aRegistryThatIsAwayIsToldByItsName() {
        FailedThreads threads = threads();
        threads.handle(new StreamsException(new RegistryUnavailableException(
                "The schema registry at http://r does not answer (no word).", new HttpTimeoutException("timed out"))));
        assertThat(threads.hindrance())
                .contains("a thread ended and is replaced: The schema registry at http://r does not answer (no word).");
    }
}
