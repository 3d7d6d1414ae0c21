package org.skycast.edge.source.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Cadence;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Opened;
import org.skycast.edge.source.Pause;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.SourceContext;
import org.skycast.edge.source.TakenItems;

@Timeout(60)
class ProgramCameraTest {

    private Instant now = Instant.parse("2026-06-01T00:00:10Z");

    private LiveSource camera(List<String> command, Pause pause) {
        var cadence = new Cadence(Duration.ofMinutes(1), Duration.ZERO);
        var context = new SourceContext(true, new EdgeMetrics(), () -> now, pause, TakenItems.NONE);
        return ((Opened.Live) new CommandFrames(command, Duration.ofSeconds(20), cadence).open("a", context)).source();
    }

    @Test
    void pictureOfAProgramIsTakenAndAnythingElseRefused() throws Exception {
        List<Sample> taken = new ArrayList<>();
        LiveSource camera = camera(List.of("sh", "-c", "printf '\\377\\330\\377\\340x'"), until -> {
            if (!taken.isEmpty()) {
                throw new InterruptedException();
            }
            now = until;
        });
        assertThatThrownBy(() -> camera.run(taken::addAll)).isInstanceOf(InterruptedException.class);
        assertThat(((Sample.Frame) taken.get(0)).image())
                .startsWith(0xff, 0xd8, 0xff, 0xe0)
                .endsWith('x');
        LiveSource wrong = camera(List.of("echo", "hello"), until -> now = until);
        assertThat(wrong.check(Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(
                        SourceCheck.Failed.class,
                        failed -> assertThat(failed.says()).contains("neither JPEG nor PNG"));
    }
}
