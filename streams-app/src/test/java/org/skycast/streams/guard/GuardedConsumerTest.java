package org.skycast.streams.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.nowcast.observe.Origin;
import org.skycast.streams.metrics.NowcastMetrics;

/** Fetches that end for want of memory: of one record, and of many that fit one by one. */
class GuardedConsumerTest {

    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final TopicPartition B = new TopicPartition("b", 0);
    private static final int HEAP = 1_000;

    @TempDir
    Path folder;

    private final Map<TopicPartition, List<Integer>> log = new LinkedHashMap<>();
    private StageGuard guard;

    @BeforeEach
    void open() {
        guard = new StageGuard(
                folder.resolve("deaths"), RecordBounds.USUAL, new NowcastMetrics(new SimpleMeterRegistry()));
    }

    /** As a thread that is new to the stage. */
    private SmallHeapConsumer main() {
        var main = new SmallHeapConsumer(log, guard.atOnce(1_000), HEAP);
        main.assign(log.keySet());
        return main;
    }

    private Consumer<byte[], byte[]> guarded(SmallHeapConsumer main) {
        var ends = new KnownEnds(() -> new SmallHeapConsumer(log, 1, HEAP));
        var probe = new FetchProbe(() -> new SmallHeapConsumer(log, 1, HEAP));
        return GuardedConsumer.around(main, PollBudget.ofHeap(HEAP), guard.atOnce(1_000), ends, probe, guard);
    }

    /** What a stage takes until nothing is left, each thread that dies followed by another. */
    private List<String> taken(int deaths) {
        List<String> taken = new ArrayList<>();
        for (int death = 0; death < deaths; death++) {
            Consumer<byte[], byte[]> dies = guarded(main());
            assertThatThrownBy(() -> dies.poll(Duration.ZERO)).isInstanceOf(OutOfMemoryError.class);
        }
        Consumer<byte[], byte[]> lives = guarded(main());
        for (int poll = 0; poll < 2_000; poll++) {
            for (ConsumerRecord<byte[], byte[]> record : lives.poll(Duration.ZERO)) {
                taken.add(record.topic() + record.offset());
            }
        }
        return taken;
    }

    @Test
    void aThreadThatEndsWithoutAWordIsMissed() throws InterruptedException {
        log.put(A, List.of(1));
        Consumer<byte[], byte[]> taken = guarded(main());
        ended(() -> {
            taken.poll(Duration.ZERO);
            guard.died("nowcast", new IllegalStateException("it says so"));
        });
        assertThat(guard.hasLostAThread()).isFalse();
        ended(() -> taken.poll(Duration.ZERO));
        assertThat(guard.hasLostAThread()).isTrue();
    }

    private static void ended(Runnable work) throws InterruptedException {
        var thread = new Thread(work, "of the stage");
        thread.start();
        thread.join();
    }

    @Test
    void recordThatCannotBeFetchedIsPassedOverAfterThreeDeaths() {
        log.put(A, List.of(1, 1, 5_000, 1));
        assertThat(taken(3)).containsExactly("a0", "a1", "a2", "a3");
        assertThat(guard.takeAside(new Origin("a", 0, 2))).hasValueSatisfying(aside -> {
            assertThat(aside.why()).isEqualTo(SetAside.Why.PASSED_OVER);
            assertThat(aside.detail()).contains("cannot be fetched into this heap");
            assertThat(aside.value()).isEmpty();
        });
    }

    /** Kafka Streams ends a thread on one without, and so would each that comes after it. */
    @Test
    void whatHasNoTimeIsGivenTheEarliest() {
        log.put(A, List.of(1, 5_000, 1));
        for (int death = 0; death < 3; death++) {
            Consumer<byte[], byte[]> dies = guarded(main());
            assertThatThrownBy(() -> dies.poll(Duration.ZERO)).isInstanceOf(OutOfMemoryError.class);
        }
        Consumer<byte[], byte[]> lives = guarded(main());
        List<Long> times = new ArrayList<>();
        for (int poll = 0; poll < 5; poll++) {
            lives.poll(Duration.ZERO).forEach(record -> times.add(record.timestamp()));
        }
        assertThat(times).containsExactly(0L, 0L, 0L);
    }

    @Test
    void lastRecordThatAPollCouldGiveIsFoundToBlame() {
        List<Integer> records = new ArrayList<>(Collections.nCopies(999, 0));
        records.add(5_000);
        log.put(A, records);
        assertThat(taken(3)).hasSize(1_000).endsWith("a999");
    }

    @Test
    void nothingIsGivenOfAPartitionThatIsPaused() {
        log.put(A, List.of(1, 5_000, 1));
        log.put(B, List.of(1, 1));
        SmallHeapConsumer[] main = {main()};
        for (int death = 0; death < 3; death++) {
            main[0] = main();
            Consumer<byte[], byte[]> dies = guarded(main[0]);
            assertThatThrownBy(() -> dies.poll(Duration.ZERO)).isInstanceOf(OutOfMemoryError.class);
        }
        main[0] = main();
        // As after a rebalance, while the task that A is of restores its stores.
        main[0].pause(List.of(A));
        Consumer<byte[], byte[]> guarded = guarded(main[0]);
        assertThat(guarded.poll(Duration.ZERO).partitions()).containsExactly(B);
        assertThat(guarded.poll(Duration.ZERO).partitions()).isEmpty();
        main[0].resume(List.of(A));
        List<String> taken = new ArrayList<>();
        for (int poll = 0; poll < 5; poll++) {
            guarded.poll(Duration.ZERO).forEach(record -> taken.add(record.topic() + record.offset()));
        }
        assertThat(taken).containsExactly("a0", "a1", "a2");
    }

    @Test
    void recordsThatFitOneByOneAndNotTogetherAreAllTaken() {
        log.put(A, Collections.nCopies(400, 90));
        // A thousand at once, a hundred, and ten, of which each is small enough.
        List<String> taken = taken(2);
        assertThat(taken).hasSize(400).startsWith("a0", "a1").endsWith("a399");
        assertThat(guard.atOnce(1_000)).isEqualTo(10);
        assertThat(guard.atOnce(3)).isEqualTo(3);
    }

    @Test
    void recordsOfWhichTwoDoNotFitAreTakenOneByOne() {
        log.put(A, Collections.nCopies(40, 900));
        assertThat(taken(3)).hasSize(40);
        assertThat(guard.atOnce(1_000)).isEqualTo(1);
    }
}
