package org.skycast.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.skycast.benchmarks.faults.Console;
import org.skycast.benchmarks.faults.EdgeProcess;
import org.skycast.sandbox.EmbeddedKafka;
import org.skycast.sandbox.EmbeddedRegistry;
import org.skycast.streams.runtime.TopicSetup;

/**
 * Memory and processor time of an edge that takes a frame and a reading a second, with and without the model: of its own
 * process, as the system counts them. A station with a frame each five minutes and a reading a minute takes a three-hundredth.
 */
public final class EdgeLoad {

    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    /** Clock ticks a second, by which Linux counts processor time; the same on every architecture that it runs on. */
    private static final double TICKS = 100;

    private EdgeLoad() {}

    /** The bundle's directory, a directory of JPEG frames that are sent in turn, and for how many seconds. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path bundle = Path.of(arguments[0]).toAbsolutePath();
        Path pictures = Path.of(arguments[1]);
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 60;
        List<Path> frames;
        try (Stream<Path> files = Files.list(pictures)) {
            frames = files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
        Path folder = Files.createTempDirectory("skycast-load");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("broker"), 0);
                EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0)) {
            Map<String, Object> clients = new HashMap<>(Map.of("bootstrap.servers", kafka.bootstrapServers()));
            try (Admin admin = Admin.create(clients)) {
                new TopicSetup(admin, 1, 1).create();
            }
            String kafkaYaml = "{ bootstrap.servers: \"%s\", schema.registry.url: \"%s\" }"
                    .formatted(kafka.bootstrapServers(), registry.url());
            measure("frames sent", "", kafkaYaml, frames, seconds, folder.resolve("plain"));
            measure(
                    "frames embedded, forecasts made",
                    "inference: { bundle: \"%s\", embed: edge, auditEvery: 36, forecast: edge }".formatted(bundle),
                    kafkaYaml,
                    frames,
                    seconds,
                    folder.resolve("model"));
        }
    }

    private static void measure(
            String what, String inference, String kafka, List<Path> frames, int seconds, Path folder)
            throws IOException, InterruptedException {
        Path inbox = Files.createDirectories(folder.resolve("frames"));
        int port = 20_999;
        Path config = Files.writeString(
                folder.resolve("edge.yaml"), """
                kafka: %s
                spool: { file: "%s" }
                operation: { httpPort: -1 }
                %s
                stations:
                  - id: load
                    name: Loaded
                    site: { latitude: 56.9, longitude: 14.8, altitude: 170 }
                    frames: { directory: "%s", time: name }
                    readings: { receive: { port: %d, address: 127.0.0.1, protocol: wunderground }, map: wunderground }
                """.formatted(kafka, folder.resolve("spool.db"), inference, inbox, port));
        try (EdgeProcess edge = new EdgeProcess(config, folder.resolve("edge.log"))) {
            edge.start();
            var console = new Console(port);
            Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            double before = 0;
            long total = WARM_UP.toSeconds() + seconds;
            for (int second = 0; second < total; second++) {
                Instant at = begin.plusSeconds(second);
                awaitTime(at);
                drop(frames.get(second % frames.size()), inbox, NAME.format(at) + ".jpg");
                console.report(second, at);
                if (second == WARM_UP.toSeconds()) {
                    before = processorSeconds(edge.pid());
                }
            }
            System.out.printf(
                    "%s: a frame and a reading a second for %d s: %.1f%% of one core, %d MB resident, at most %d MB%n",
                    what,
                    seconds,
                    100 * (processorSeconds(edge.pid()) - before) / seconds,
                    megabytes(edge.pid(), "VmRSS:"),
                    megabytes(edge.pid(), "VmHWM:"));
        }
    }

    private static void awaitTime(Instant at) {
        while (Instant.now().isBefore(at)) {
            LockSupport.parkNanos(Duration.between(Instant.now(), at).toNanos());
        }
    }

    /** Whole at once, as a camera's upload is renamed into place. */
    private static void drop(Path frame, Path inbox, String name) throws IOException {
        Path part = inbox.resolve(name + ".part");
        Files.copy(frame, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static double processorSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        // utime and stime, the 14th and 15th field of the line
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    private static long megabytes(long pid, String field) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(field))
                            .map(line -> line.replaceAll("\\D", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElseThrow()
                    / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
