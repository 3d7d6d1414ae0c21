package org.skycast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Prometheus's own programs, which Debian's package {@code prometheus} has, and a server of it that asks this machine's pages. */
final class Prometheus implements AutoCloseable {

    private final Process process;
    private final int port;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Where a program of it is: at {@code -Dname=FILE}, or on the PATH. */
    static Optional<String> program(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(place -> Path.of(place, name))
                        .filter(Files::isExecutable)
                        .map(Path::toString)
                        .findFirst());
    }

    /** Starts a server that asks each of these ports for {@code /metrics} every second; returns once it is ready. */
    static Prometheus start(String program, Path folder, List<Integer> ports) throws IOException {
        String targets = ports.stream().map("\"127.0.0.1:%d\""::formatted).collect(Collectors.joining(", "));
        Path settings =
                Files.writeString(Files.createDirectories(folder).resolve("prometheus.yaml"), """
                global: { scrape_interval: 1s }
                scrape_configs:
                  - job_name: skycast
                    static_configs: [ { targets: [%s] } ]
                """.formatted(targets));
        int port = Rig.freePort();
        Process process = new ProcessBuilder(
                        program,
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + folder.resolve("series"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        var prometheus = new Prometheus(process, port);
        Rig.await("Prometheus to be ready", Duration.ofSeconds(30), prometheus::isReady);
        return prometheus;
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("Prometheus ended.");
        }
        try {
            return LoopbackPage.of(port, "/-/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** How many series an expression has now. */
    int series(String expression) {
        HttpResponse<String> answer =
                LoopbackPage.of(port, "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        JsonNode result = json(answer.body());
        if (!result.path("status").asText().equals("success")) {
            throw new AssertionError(expression + ": " + answer.body());
        }
        return result.path("data").path("result").size();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
