package org.skycast.streams.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.nowcast.observe.Origin;
import org.skycast.streams.metrics.NowcastMetrics;

class StandingTest {

    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final TopicPartition B = new TopicPartition("b", 0);
    private static final TopicPartition OTHER = new TopicPartition("a", 1);

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong();

    @Test
    void partitionsAreCountedAndTheFirstOfEachTaskIsTold() {
        var guard = new StageGuard(
                folder.resolve("deaths"), RecordBounds.USUAL, new NowcastMetrics(new SimpleMeterRegistry()), now::get);
        List<Set<TopicPartition>> tasks = List.of(Set.of(A, B), Set.of(OTHER));
        guard.fetched(A, 10);
        guard.fetched(B, 10);
        guard.fetched(OTHER, 10);
        assertThat(guard.standing(tasks).isWell()).isTrue();
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        guard.handled(new Origin("a", 1, 3));
        Standing standing = guard.standing(tasks);
        assertThat(standing.partitions()).isEqualTo(2);
        assertThat(standing.sentences()).singleElement().asString().endsWith("-0 makes no progress");
        guard.handled(new Origin("b", 0, 10));
        assertThat(guard.standing(tasks)).isEqualTo(new Standing(List.of(), 0));
    }

    @Test
    void aThreadThatGivesNoSignIsTold() {
        var guard = new StageGuard(
                folder.resolve("deaths"), RecordBounds.USUAL, new NowcastMetrics(new SimpleMeterRegistry()), now::get);
        guard.polls();
        now.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(guard.standing(List.of()).isWell()).isTrue();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(guard.standing(List.of()).sentences())
                .containsExactly("the thread %s has neither asked for records nor taken one for 61 s"
                        .formatted(Thread.currentThread().getName()));
        guard.polls();
        assertThat(guard.standing(List.of()).isWell()).isTrue();
    }

    @Test
    void aThreadOfKafkaStreamsIsToldByItsNumber() throws Exception {
        var guard = new StageGuard(
                folder.resolve("deaths"), RecordBounds.USUAL, new NowcastMetrics(new SimpleMeterRegistry()), now::get);
        Thread thread = new Thread(guard::polls, "skycast-7c1f4e0a-9b62-4a0c-8a53-5f2d6b8e9c22-StreamThread-2");
        thread.start();
        thread.join();
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(guard.standing(List.of()).sentences())
                .singleElement()
                .asString()
                .startsWith("the thread StreamThread-2 has neither");
    }
}
