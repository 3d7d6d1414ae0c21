package org.skycast.streams.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KnownEndsTest {

    private static final TopicPartition FIRST = new TopicPartition("readings", 0);
    private static final TopicPartition SECOND = new TopicPartition("readings", 1);
    private static final Set<TopicPartition> BOTH = Set.of(FIRST, SECOND);

    private long nanos;
    private int asked;
    private boolean answers = true;

    private final KnownEnds ends = new KnownEnds(Broker::new, () -> nanos);

    @Test
    void oneQuestionAnswersForAllPartitionsUntilSomethingCame() {
        assertThat(ends.of(FIRST, BOTH)).isEqualTo(OptionalLong.of(7));
        assertThat(ends.of(SECOND, BOTH)).isEqualTo(OptionalLong.of(7));
        assertThat(asked).isEqualTo(1);
        ends.somethingCame();
        ends.of(FIRST, BOTH);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void whereNothingComesItIsAskedAgainAfterAWhile() {
        ends.of(FIRST, BOTH);
        nanos += Duration.ofSeconds(6).toNanos();
        ends.of(FIRST, BOTH);
        assertThat(asked).isEqualTo(2);
    }

    /** A question that nobody answers holds the thread for five seconds; asked for each partition, the thread hardly polls. */
    @Test
    void whoDoesNotAnswerHoldsTheThreadOnceASecondAtTheMost() {
        answers = false;
        assertThat(ends.of(FIRST, BOTH)).isEmpty();
        ends.somethingCame();
        assertThat(ends.of(SECOND, BOTH)).isEmpty();
        assertThat(ends.of(FIRST, BOTH)).isEmpty();
        assertThat(asked).isEqualTo(1);
        answers = true;
        nanos += Duration.ofMillis(1_001).toNanos();
        assertThat(ends.of(SECOND, BOTH)).isEqualTo(OptionalLong.of(7));
        assertThat(ends.of(FIRST, BOTH)).isEqualTo(OptionalLong.of(7));
        assertThat(asked).isEqualTo(2);
    }

    private final class Broker extends MockConsumer<byte[], byte[]> {

        Broker() {
            super(AutoOffsetResetStrategy.EARLIEST.name());
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(
                Collection<TopicPartition> partitions, Duration timeout) {
            asked++;
            if (!answers) {
                nanos += timeout.toNanos();
                throw new TimeoutException("Nobody answers.");
            }
            return partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> 7L));
        }
    }
}
