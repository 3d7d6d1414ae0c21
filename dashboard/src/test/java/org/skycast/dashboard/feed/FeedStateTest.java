package org.skycast.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How much of the log was read so far. */
class FeedStateTest {

    private static double share(Map<String, Lag> lags) {
        return new FeedState(Optional.empty(), Optional.empty(), lags, Optional.empty()).share();
    }

    @Test
    void theShareIsOfWhatThereWasToReadByThisProcess() {
        assertThat(share(Map.of())).isEqualTo(1);
        assertThat(share(Map.of("a", new Lag(0, 500, 500, true), "b", Lag.NOT_THERE)))
                .isEqualTo(1);
        assertThat(share(Map.of("a", new Lag(75, 525, 500, true)))).isEqualTo(0.25);
        assertThat(share(Map.of("a", new Lag(75, 525, 500, true), "b", new Lag(0, 100, 0, true))))
                .isEqualTo(0.625);
    }

    @Test
    void partitionsOfATopicAreOne() {
        assertThat(new Lag(1, 2, 1, true).and(new Lag(3, 4, 2, true))).isEqualTo(new Lag(4, 6, 3, true));
        assertThat(Lag.NOT_THERE.and(new Lag(3, 4, 2, true)).there()).isTrue();
    }
}
