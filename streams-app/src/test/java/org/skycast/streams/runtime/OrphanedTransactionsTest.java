package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrphanedTransactionsTest {

    private static final String LIVES = "0b7d2a5e-2f43-4d6d-9d4e-0f5a3c1e7a11";
    private static final String IS_LOST = "7c1f4e0a-9b62-4a0c-8a53-5f2d6b8e9c22";
    private static final List<String> CLIENTS =
            List.of("skycast-" + LIVES + "-StreamThread-1-consumer", "skycast-" + LIVES + "-StreamThread-2-consumer");

    @Test
    void areThoseOfProcessesWithoutAPlaceInTheGroup() {
        List<String> open =
                List.of("skycast-" + LIVES + "-1", "skycast-" + IS_LOST + "-1", "skycast-" + IS_LOST + "-12");
        assertThat(OrphanedTransactions.orphans("skycast", open, CLIENTS))
                .containsExactly("skycast-" + IS_LOST + "-1", "skycast-" + IS_LOST + "-12");
    }

    @Test
    void areAllWhereTheGroupIsEmpty() {
        List<String> open = List.of("skycast-" + IS_LOST + "-1");
        assertThat(OrphanedTransactions.orphans("skycast", open, List.of())).containsExactlyElementsOf(open);
    }

    @Test
    void areNoneOfAnotherApplicationThatBeginsTheSame() {
        List<String> open =
                List.of("skycast-verify-" + IS_LOST + "-1", "skycast-of-somebody", "other-" + IS_LOST + "-1");
        assertThat(OrphanedTransactions.orphans("skycast", open, CLIENTS)).isEmpty();
    }

    @Test
    void areNoneWhereAClientIsNotNamedByItsProcess() {
        List<String> open = List.of("skycast-" + IS_LOST + "-1");
        assertThat(OrphanedTransactions.orphans("skycast", open, List.of("mine-StreamThread-1-consumer")))
                .isEmpty();
    }
}
