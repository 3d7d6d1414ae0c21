package org.skycast.edge.process.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.source.Sample;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;

class RefusedFramesTest {

    @TempDir
    Path folder;

    @Test
    void newestTwentyAreKeptWithTheirReasons() throws IOException {
        var refused = new RefusedFrames(folder.resolve("refused"));
        Instant first = Instant.parse("2026-06-01T00:00:00Z");
        for (int i = 0; i < 30; i++) {
            refused.keep(
                    new Sample.Frame("a", first.plusSeconds(i), i + ".jpg", new byte[] {(byte) i}),
                    new Rejection(Reason.IMAGE_UNREADABLE, "It is cut short."));
        }
        try (Stream<Path> files = Files.list(folder.resolve("refused"))) {
            List<Path> all = files.sorted().toList();
            assertThat(all).hasSize(40);
            assertThat(Files.readAllBytes(all.get(0))).containsExactly(10);
            assertThat(all.get(1)).content().isEqualTo("10.jpg\nIt is cut short.\n");
        }
    }

    @Test
    void frameOfAPolledCameraIsNotNamedByItsPlace() throws IOException {
        new RefusedFrames(folder)
                .keep(
                        new Sample.Frame("a", Instant.EPOCH, "{\"sha256\":\"00\"}", new byte[] {1}),
                        new Rejection(Reason.IMAGE_UNREADABLE, "It is cut short."));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".txt")))
                    .singleElement()
                    .satisfies(text -> assertThat(text).content().isEqualTo("of a camera\nIt is cut short.\n"));
        }
    }
}
