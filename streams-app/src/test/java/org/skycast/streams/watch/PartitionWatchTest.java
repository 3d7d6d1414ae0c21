package org.skycast.streams.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionWatchTest {

    private static List<TopicPartition> partitions(int... numbers) {
        return IntStream.of(numbers)
                .boxed()
                .flatMap(number -> List.of(new TopicPartition("a", number), new TopicPartition("b", number)).stream())
                .toList();
    }

    @Test
    void eachChangeIsOneSentence() {
        var watch = new PartitionWatch("nowcast");
        assertThat(watch.has(partitions())).isEmpty();
        assertThat(watch.has(partitions(0, 1, 2, 3, 5)))
                .contains("The stage nowcast took 0-3, 5; it has partitions 0-3, 5 now.");
        assertThat(watch.has(partitions(0, 1, 2, 3, 5))).isEmpty();
        assertThat(watch.has(partitions(1, 7)))
                .contains("The stage nowcast took 7 and gave up 0, 2-3, 5; it has partitions 1, 7 now.");
        assertThat(watch.has(partitions())).contains("The stage nowcast gave up 1, 7; it has no partition now.");
    }

    @Test
    void neighboursAreOneRange() {
        assertThat(PartitionWatch.ranges(new TreeSet<>(List.of(0, 1, 3, 5, 6, 7))))
                .isEqualTo("0-1, 3, 5-7");
    }
}
