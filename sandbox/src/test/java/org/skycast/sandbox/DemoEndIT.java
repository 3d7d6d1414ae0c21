package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.cli.Skycast;

/** How the demo ends: interrupted, with an archive, and with none. */
class DemoEndIT {

    @TempDir
    Path folder;

    private Process demo(Path log, String... more) throws IOException {
        // Who runs in the background ignores SIGINT, and hands that on; where env can undo it, it does.
        boolean isLinux = System.getProperty("os.name").equals("Linux");
        Stream<String> before = isLinux ? Stream.of("env", "--default-signal=INT") : Stream.empty();
        Stream<String> command = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Skycast.class.getName(),
                "demo",
                "--port",
                "0",
                "--registry-port",
                "0",
                "--dashboard-port",
                "0",
                "--metrics-port",
                "0",
                "--bundle",
                Rig.BUNDLE.toString());
        return new ProcessBuilder(Stream.of(before, command, Stream.of(more))
                        .flatMap(part -> part)
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** As Ctrl-C does, and waits until it is gone. */
    private static void interrupt(Process demo) throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(demo.pid())).start().waitFor();
        assertThat(demo.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    private static String printed(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("skycast-demo"))
                    .toList();
        }
    }

    @Test
    void interruptedItLeavesNothing() throws Exception {
        Path log = folder.resolve("demo.log");
        Process demo = demo(log, "--stations", "1", "--speed", "max");
        try {
            Rig.await("the first forecast", Duration.ofMinutes(2), () -> {
                assertThat(demo.isAlive()).as(printed(log)).isTrue();
                return printed(log).contains("+1 h");
            });
            assertThat(temporary()).hasSize(1);
            interrupt(demo);
            assertThat(temporary()).as(printed(log)).isEmpty();
        } finally {
            demo.destroyForcibly();
        }
    }

    @Test
    void anArchiveEndsWithWhatItsForecastsWereWorthAndStaysIfAsked() throws Exception {
        Path log = folder.resolve("demo.log");
        Process demo = demo(log, "--edge-config", archive(Archive.HALF_A_DAY).toString(), "--stay");
        try {
            Rig.await("the end of the archive", Duration.ofMinutes(2), () -> {
                assertThat(demo.isAlive()).as(printed(log)).isTrue();
                return printed(log).contains("All that was recorded has been read.");
            });
            interrupt(demo);
            assertThat(printed(log))
                    .contains("What the forecasts were worth: mean absolute error of the median")
                    .containsPattern("air_temperature, degC +\\+1 h");
        } finally {
            demo.destroyForcibly();
        }
    }

    @Test
    void anArchiveWithoutAReadingIsAFailure() throws Exception {
        Path log = folder.resolve("demo.log");
        Process demo = demo(log, "--edge-config", archive(Archive.EMPTY).toString());
        try {
            assertThat(demo.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(printed(log)).contains("No reading came of ").contains("edge check --config");
            assertThat(demo.exitValue()).isEqualTo(1);
        } finally {
            demo.destroyForcibly();
        }
    }

    private enum Archive {
        EMPTY,
        HALF_A_DAY
    }

    private Path archive(Archive archive) throws IOException {
        var csv = new StringBuilder("time,temp\n");
        for (int i = 0; archive == Archive.HALF_A_DAY && i < 72; i++) {
            csv.append("2026-06-01T%02d:%02d:00Z,%.1f%n".formatted(i / 6, i % 6 * 10, 12 + 5 * Math.sin(i / 20.0)));
        }
        Files.writeString(folder.resolve("readings.csv"), csv);
        return Files.writeString(folder.resolve("station.yaml"), """
                stations:
                  - id: garden
                    name: Garden
                    site: { latitude: 59.91, longitude: 10.75, altitude: 23 }
                    readings:
                      csv: readings.csv
                      timeColumn: time
                      columns:
                        air_temperature: { column: temp, units: degC }
                """);
    }
}
