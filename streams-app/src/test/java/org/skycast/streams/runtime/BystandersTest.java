package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BystandersTest {

    private final List<Integer> ends = new ArrayList<>();
    private final Bystanders bystanders = new Bystanders(ends::add);

    private void dies(String thread, Throwable failure) {
        bystanders.uncaughtException(new Thread(thread), failure);
    }

    @Test
    void aThreadThatNothingReplacesEndsTheProcessWhereMemoryRanOut() {
        dies("HTTP-Dispatcher", new OutOfMemoryError("Java heap space"));
        assertThat(ends).containsExactly(1);
    }

    @Test
    void aThreadThatIsReplacedDoesNot() {
        dies("skycast-nowcast-1-StreamThread-2", new OutOfMemoryError("Java heap space"));
        dies("status-page", new OutOfMemoryError("Java heap space"));
        assertThat(ends).isEmpty();
    }

    @Test
    void noOtherFailureDoes() {
        dies("HTTP-Dispatcher", new IllegalStateException("of the test"));
        assertThat(ends).isEmpty();
    }
}
