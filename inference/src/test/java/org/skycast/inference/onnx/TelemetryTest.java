package org.skycast.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX Runtime reports to nobody, whichever way Skycast is started. */
class TelemetryTest {

    private static final String OFF = "ORT_DISABLE_TELEMETRY";

    @TempDir
    Path home;

    private record Ended(String out, String err) {}

    private Ended session(String off) throws IOException, InterruptedException {
        Path out = home.resolve("../" + home.getFileName() + ".out");
        Path err = home.resolve("../" + home.getFileName() + ".err");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SilentSession.class.getName(),
                        "3000")
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put(OFF, off);
        assertThat(builder.start().waitFor()).isZero();
        var ended = new Ended(Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return ended;
    }

    @Test
    @EnabledOnOs(OS.LINUX) // elsewhere there is no /proc
    void aSessionOpensNoSocketAndLeavesNothingAtHome() throws IOException, InterruptedException {
        Ended ended = session("1");
        assertThat(ended.out()).isEqualTo("sockets []" + System.lineSeparator());
        assertThat(ended.err()).doesNotContain("may report");
        try (Stream<Path> left = Files.walk(home)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void theseTestsRunWithItOff() {
        assertThat(System.getenv(OFF)).as(OFF + " in the tests' environment").isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "skycast",
                "edge-dist/src/main/bin/skycast-edge",
                "infra/edge/skycast-edge.service",
                "docker/edge/Dockerfile",
                "pom.xml",
                "training/__init__.py"
            })
    void everyWayToStartSwitchesItOff(String file) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..").resolve(file), StandardCharsets.UTF_8);
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).doesNotStartWith("#").containsPattern(OFF + "(=1|>1<|\", \"1\")"));
    }
}
