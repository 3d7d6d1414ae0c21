package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.delivery.send.AlertSender;
import org.skycast.delivery.send.SenderConfig;
import org.skycast.edge.EdgeApp;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.Pace;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.verify.rolling.Bucket;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.topics.Topics;

/** What documents, alerting rules and dashboards name is in a scrape of a topology, an edge and a sender that run. */
class ScrapeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern METRIC = Pattern.compile("\\b(?:skycast|jvm|process|system|disk)_[a-z0-9_]+");

    @TempDir
    Path folder;

    /** The metrics in a scrape, by name. */
    private static Set<String> scrape(int port) {
        Set<String> names = new TreeSet<>();
        lines(port).forEach(line -> names.add(line.split("[{ ]")[0]));
        return names;
    }

    private static boolean isCaughtUp(List<String> lines) {
        List<String> lags = lines.stream()
                .filter(line -> line.startsWith("skycast_lag_records{"))
                .toList();
        // Four stages read so many topics between them.
        return lags.size() > 10 && lags.stream().allMatch(line -> line.endsWith(" 0.0"));
    }

    private static List<String> lines(int port) {
        return LoopbackPage.of(port, "/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void eachMetricThatIsNamedIsInAScrape() throws Exception {
        int topologyPort = Rig.freePort();
        int edgePort = Rig.freePort();
        try (Rig rig = Rig.on(folder.resolve("rig"));
                NowcastApp topology = NowcastApp.start(NowcastConfig.read(
                        rig.yaml().replace("httpPort: -1", "httpPort: " + topologyPort), "of the test", Map.of()));
                EdgeApp edge = edge(rig, edgePort);
                AlertSender sender = AlertSender.start(sender(rig))) {
            // Up to the newest slot: what is old as the log tells time raises no alert.
            Instant end = Slot.holding(Instant.now(), Outcome.SLOT).start();
            Instant bucket =
                    Slot.holding(end.minus(Duration.ofHours(1)), Bucket.LENGTH).start();
            Instant begin = bucket.minus(Duration.ofHours(7));
            rig.done(
                    "alerts",
                    "rules",
                    "apply",
                    rules().toString(),
                    "--from",
                    begin.toString(),
                    "--bundle",
                    Rig.BUNDLE.toString());
            // What is shown of a station is what had been scored when a bucket ends: forecasts must not lag behind
            // observations there.
            rig.simulate(1, begin, Duration.between(begin, bucket).minus(Outcome.SLOT));
            Rig.await("no lag before the bucket ends", PATIENCE, () -> isCaughtUp(lines(topologyPort)));
            rig.simulate(
                    1, bucket.minus(Outcome.SLOT), Duration.between(bucket, end).plus(Outcome.SLOT));
            Rig.await("skill", PATIENCE, () -> scrape(topologyPort).contains("skycast_skill"));
            Rig.await(
                    "a message of an alert",
                    PATIENCE,
                    () -> !rig.read(Topics.ALERTS).isEmpty());
            Rig.await(
                    "a message delivered",
                    PATIENCE,
                    () -> scrape(sender.port()).contains("skycast_alerts_delivered_total"));
            Rig.await("no lag in any topic", PATIENCE, () -> isCaughtUp(lines(topologyPort)));
            // A large heap may be collected for the first time in an hour only, and there is no pause until then.
            System.gc();
            Rig.await("a pause", PATIENCE, () -> scrape(topologyPort).contains("jvm_gc_pause_seconds_sum"));
            Set<String> there = new TreeSet<>(scrape(topologyPort));
            there.addAll(scrape(edgePort));
            there.addAll(scrape(sender.port()));
            assertThat(edge.stopped()).isEmpty();
            Set<String> named = named();
            assertThat(named).hasSizeGreaterThan(70);
            named.removeAll(there);
            // Drift is judged once three days are there; DriftTest and VerifyTopologyTest hold it.
            named.remove("skycast_drift");
            assertThat(named).as("named, and in no scrape").isEmpty();
            panelsShowSomething(List.of(topologyPort, edgePort, sender.port()));
        }
    }

    /** Each panel of Grafana's has something to draw, but for those of what is not there, or has not happened. */
    private void panelsShowSomething(List<Integer> ports) throws IOException {
        Optional<String> program = Prometheus.program("prometheus");
        if (program.isEmpty()) {
            System.out.println("ScrapeIT skips what Grafana's panels show: prometheus is not on the PATH.");
            return;
        }
        try (Prometheus prometheus = Prometheus.start(program.get(), folder.resolve("prometheus"), ports)) {
            Rig.await(
                    "each port to be asked often enough",
                    PATIENCE,
                    () -> prometheus.series("count_over_time(process_uptime_seconds[1m]) > 4") == ports.size());
            List<String> empty = GrafanaPanels.asked().stream()
                    .filter(asked -> prometheus.series(asked) == 0)
                    .toList();
            // What is shown only where it happens, and did not; and drift, which takes three days.
            assertThat(empty).allMatch(asked -> asked.endsWith(" > 0") || asked.contains("skycast_drift"));
            System.out.printf(
                    "ScrapeIT: %d of %d panels' queries have something to show%n",
                    GrafanaPanels.asked().size() - empty.size(),
                    GrafanaPanels.asked().size());
        }
    }

    private Path rules() throws IOException {
        return Files.writeString(folder.resolve("rules.yaml"), """
                rules:
                  - id: mild
                    stations: ["*"]
                    variable: air_temperature
                    comparator: ">="
                    unit: degC
                    levels:
                      - { severity: Minor, threshold: -60, raise: 0.5, clear: 0.4 }
                    raiseAfter: 1 of 1
                    clearAfter: 1
                    minActive: PT0S
                    cooldown: PT0S
                    status: Actual
                """);
    }

    private EdgeApp edge(Rig rig, int port) throws IOException {
        Files.writeString(folder.resolve("r.csv"), "time,t\n2026-06-01T00:00:00Z,50\n2026-06-01T00:01:00Z,51\n");
        Path file = Files.writeString(folder.resolve("edge.yaml"), """
                kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
                spool: { file: spool.db, maxMegabytes: 10 }
                operation: { httpPort: %d, heartbeat: PT1S }
                stations:
                  - id: edge
                    name: Edge
                    site: { latitude: 1, longitude: 2, altitude: 3 }
                    readings: { csv: r.csv, columns: { air_temperature: { column: t, units: degF } } }
                """.formatted(
                        rig.clients().get("bootstrap.servers"), rig.clients().get("schema.registry.url"), port));
        InstantSource clock = InstantSource.system();
        return EdgeApp.open(EdgeConfig.read(file, Map.of()), true, Pace.upToNow(clock), clock)
                .start();
    }

    private SenderConfig sender(Rig rig) throws IOException {
        Path file = Files.writeString(folder.resolve("sinks.yaml"), """
                kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
                httpPort: 0
                sinks: { lines: { file: { path: "%s" } } }
                """.formatted(
                        rig.clients().get("bootstrap.servers"),
                        rig.clients().get("schema.registry.url"),
                        folder.resolve("alerts.jsonl")));
        return SenderConfig.read(file, Map.of());
    }

    /** In documents in code, in rules and dashboards wherever it stands. */
    private static Set<String> named() throws IOException {
        Set<String> named = new TreeSet<>();
        addNamed(Path.of("../docs"), file -> file.endsWith(".md"), named);
        addNamed(Path.of("../infra/prometheus"), file -> file.endsWith(".rules.yaml"), named);
        addNamed(Path.of("../infra/grafana"), file -> file.endsWith(".json"), named);
        return named;
    }

    private static void addNamed(Path folder, Predicate<String> wanted, Set<String> named) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> wanted.test(path.toString())).toList()) {
                METRIC.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group())
                        .filter(name -> !name.endsWith("_"))
                        .forEach(named::add);
            }
        }
    }
}
