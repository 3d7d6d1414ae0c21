package org.skycast.streams.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollBudgetTest {

    private static final Headers NONE = new RecordHeaders();

    private final PollBudget budget = new PollBudget(100);

    @BeforeEach
    void begin() {
        budget.begin();
    }

    private byte[] key(int bytes, Headers headers) {
        return budget.keys().deserialize("t", headers, ByteBuffer.allocate(bytes));
    }

    private byte[] value(int bytes, Headers headers) {
        return budget.values().deserialize("t", headers, ByteBuffer.allocate(bytes));
    }

    @Test
    void takesWhatFits() {
        assertThat(key(10, NONE)).hasSize(10);
        assertThat(value(80, NONE)).hasSize(80);
        assertThat(key(5, NONE)).hasSize(5);
        assertThat(value(80, NONE)).hasSize(80);
    }

    @Test
    void aRecordIsNeverGivenInHalves() {
        key(150, NONE);
        assertThat(value(150, NONE)).hasSize(150);
    }

    @Test
    void whatIsBeyondItWaitsForTheNextPollWhichAlwaysTakesOne() {
        key(1, NONE);
        value(150, NONE);
        assertThatThrownBy(() -> key(1, NONE)).isInstanceOf(SerializationException.class);
        budget.begin();
        assertThat(key(1, NONE)).hasSize(1);
        assertThat(value(1_000, NONE)).hasSize(1_000);
        assertThatThrownBy(() -> key(1, NONE)).isInstanceOf(SerializationException.class);
    }

    @Test
    void recordsWithoutKeysOrValuesAreCountedToo() {
        value(150, NONE);
        assertThatThrownBy(() -> value(1, NONE)).isInstanceOf(SerializationException.class);
        budget.begin();
        key(150, NONE);
        assertThatThrownBy(() -> key(1, NONE)).isInstanceOf(SerializationException.class);
    }

    @Test
    void headersCount() {
        Headers large = new RecordHeaders().add("h", new byte[200]).add("without", null);
        key(1, large);
        value(1, large);
        assertThatThrownBy(() -> key(1, NONE)).isInstanceOf(SerializationException.class);
        budget.begin();
        value(1, large);
        assertThatThrownBy(() -> value(1, NONE)).isInstanceOf(SerializationException.class);
    }

    @Test
    void isAShareOfTheHeapWithinBounds() {
        endsAfter(1 << 20, PollBudget.ofHeap(1));
        endsAfter(8 << 20, PollBudget.ofHeap(256 << 20));
        endsAfter(32 << 20, PollBudget.ofHeap(64L << 30));
    }

    private static void endsAfter(int bytes, PollBudget budget) {
        budget.begin();
        budget.values().deserialize("t", NONE, ByteBuffer.allocate(bytes - 1));
        assertThat(budget.values().deserialize("t", NONE, ByteBuffer.allocate(1)))
                .hasSize(1);
        assertThatThrownBy(() -> budget.values().deserialize("t", NONE, ByteBuffer.allocate(1)))
                .isInstanceOf(SerializationException.class);
    }
}
