package org.skycast.edge.source.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalLogTest {

    private Instant now = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void ofAFloodTenAreSaidAMinuteAndHowManyMore() {
        List<String> said = new ArrayList<>();
        var log = new RefusalLog("a/readings/receive/8087", () -> now, said::add);
        for (int i = 0; i < 1000; i++) {
            log.refused("It is no HTTP request.");
            now = now.plusMillis(10);
        }
        now = now.plusSeconds(60);
        log.refused("The station's id or password does not fit.");
        now = now.plusSeconds(70);
        log.refused("It is no HTTP request.");
        assertThat(said).hasSize(RefusalLog.MOST + 3);
        assertThat(said.subList(0, RefusalLog.MOST))
                .allMatch("A request to a/readings/receive/8087 is refused: It is no HTTP request."::equals);
        assertThat(said.subList(RefusalLog.MOST, said.size()))
                .containsExactly(
                        "990 more requests to a/readings/receive/8087 were refused since 2026-06-01T12:00:00Z.",
                        "A request to a/readings/receive/8087 is refused: The station's id or password does not fit.",
                        "A request to a/readings/receive/8087 is refused: It is no HTTP request.");
    }
}
