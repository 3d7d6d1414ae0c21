package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ONNX Runtime reports to its maker unless the environment says no before Java starts, so whatever starts it says so. */
class LaunchersTest {

    private static final Path HOME = Path.of("..");
    private static final Pattern STARTS_JAVA =
            Pattern.compile("(?m)^\\s*(exec )?(java |\"\\$java\")|ENTRYPOINT|ExecStart=");

    @Test
    void whateverStartsJavaTurnsTelemetryOff() throws IOException {
        List<Path> launchers;
        try (Stream<Path> files = Stream.of(
                        "skycast",
                        "benchmarks",
                        "edge-dist/src/main/bin",
                        "server-dist/src/main/bin",
                        ".ci",
                        "docker",
                        "infra")
                .flatMap(LaunchersTest::files)) {
            launchers =
                    files.filter(file -> STARTS_JAVA.matcher(text(file)).find()).toList();
        }
        assertThat(launchers)
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(file -> assertThat(text(file)).contains("ORT_DISABLE_TELEMETRY=1"));
    }

    private static Stream<Path> files(String name) {
        try {
            return Files.walk(HOME.resolve(name))
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/src/main/java/")
                            && !file.toString().contains("/src/test/")
                            && !file.toString().contains("/target/")
                            // the broker's own, which loads no model
                            && !file.toString().contains("docker/kafka/")
                            && !file.toString().endsWith(".md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
