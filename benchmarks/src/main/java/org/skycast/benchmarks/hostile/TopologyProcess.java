package org.skycast.benchmarks.hostile;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skycast.cli.Skycast;

/** The topology with all its stages in a process of its own, which is started again where it ends. */
final class TopologyProcess implements AutoCloseable {

    private static final Pattern SAMPLE =
            Pattern.compile("^(\\w+?)(?:_total|_count)?(?:\\{[^}]*?=\"([^\"]*)\"[^}]*\\})? ([0-9.E+-]+|NaN)$");

    private final Path config;
    private final Path log;
    private final int port;
    private final int megabytes;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private Process process;
    private int starts;

    private TopologyProcess(Path config, Path log, int port, int megabytes) throws IOException {
        this.config = config;
        this.log = log;
        this.port = port;
        this.megabytes = megabytes;
        this.process = start();
    }

    /**
     * Starts it.
     *
     * @param folder for its settings, its state and what it says
     * @param megabytes of heap
     */
    static TopologyProcess on(Path folder, Map<String, String> clients, Path bundle, int port, int megabytes)
            throws IOException {
        Path config = Files.writeString(folder.resolve("streams.yaml"), """
                kafka: { bootstrap.servers: "%s", schema.registry.url: "%s", session.timeout.ms: 6000, heartbeat.interval.ms: 1500 }
                bundle: "%s"
                stateDirectory: "%s"
                httpPort: %d
                """.formatted(
                        clients.get("bootstrap.servers"),
                        clients.get("schema.registry.url"),
                        bundle.toAbsolutePath(),
                        folder.resolve("state"),
                        port));
        return new TopologyProcess(config, folder.resolve("streams.log"), port, megabytes);
    }

    private Process start() throws IOException {
        starts++;
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx%dm".formatted(megabytes),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Skycast.class.getName(),
                        "streams",
                        "--config",
                        config.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** How often it ended by itself; where it has, it is started again. */
    synchronized int ends() throws IOException {
        if (!process.isAlive()) {
            process = start();
        }
        return starts - 1;
    }

    /** What a page answers; empty if it does not within two seconds. */
    Optional<HttpResponse<String>> page(String path) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What it has counted since it started, by the names of its counters with dots, and their first tag. */
    Map<String, Double> counts() throws InterruptedException {
        Map<String, Double> counts = new TreeMap<>();
        page("/metrics")
                .ifPresent(answer -> answer.body().lines().forEach(line -> {
                    Matcher sample = SAMPLE.matcher(line);
                    if (sample.matches()) {
                        String tag = sample.group(2) == null ? "" : "[%s]".formatted(sample.group(2));
                        counts.merge(
                                sample.group(1).replace('_', '.') + tag,
                                Double.parseDouble(sample.group(3)),
                                Double::sum);
                    }
                }));
        return counts;
    }

    /** Bytes of its heap that are alive, after a collection. */
    long liveBytes() throws IOException, InterruptedException {
        Process histogram = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String last = "";
        try (var lines = histogram.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.startsWith("Total") ? line : last;
            }
        }
        histogram.waitFor();
        String[] total = last.trim().split("\\s+");
        return total.length == 3 ? Long.parseLong(total[2]) : -1;
    }

    /** Those of its last lines that tell why it ended. */
    String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
