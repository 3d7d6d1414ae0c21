package org.skycast.edge.source.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeenReportsTest {

    private static final long BEGIN = 1_780_315_200_000L;

    private static String at(long seconds) {
        return Long.toString(BEGIN + 1000 * seconds, Character.MAX_RADIX);
    }

    @Test
    void regularTimesAreKeptInAFewCharacters() {
        var seen = new SeenReports();
        seen.givesLists();
        for (int minute = 0; minute < 1440; minute++) {
            seen.add(at(60L * minute));
        }
        assertThat(String.join(",", seen.newestFirst()).length()).isLessThan(40);
        SeenReports restarted = SeenReports.of(seen.newestFirst());
        for (int minute = 0; minute < 1440; minute++) {
            assertThat(restarted.has(at(60L * minute))).isTrue();
        }
        assertThat(restarted.has(at(60L * 1440))).isFalse();
        assertThat(restarted.has(at(30))).isFalse();
    }

    @Test
    void aDayIsKnownOverARestartWhateverItsTimes() {
        var random = new SplittableRandom(1);
        List<String> all = new ArrayList<>();
        var seen = new SeenReports();
        seen.givesLists();
        for (long second = 0; second < 86_400; second += 1 + random.nextInt(120)) {
            all.add(random.nextBoolean() ? at(second) : at(second) + "-" + second);
        }
        all.forEach(seen::add);
        SeenReports restarted = SeenReports.of(seen.newestFirst());
        assertThat(all).allMatch(restarted::has);
        // What is more than a day older is let go.
        restarted.add(at(2 * 86_400));
        assertThat(SeenReports.of(restarted.newestFirst()).has(all.get(0))).isFalse();
    }

    @Test
    void ofSingleReportsTheLastAreKnown() {
        var seen = new SeenReports();
        for (int i = 0; i < 100; i++) {
            seen.add(at(i));
        }
        SeenReports restarted = SeenReports.of(seen.newestFirst());
        assertThat(restarted.has(at(99))).isTrue();
        assertThat(restarted.has(at(36))).isTrue();
        assertThat(restarted.has(at(35))).isFalse();
        assertThat(SeenReports.of(List.of("garbage", "+*", "a+b*c", "")).newestFirst())
                .isNotNull();
    }
}
