package org.skycast.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.sandbox.EmbeddedKafka;
import org.skycast.sandbox.EmbeddedRegistry;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.topics.Topics;

/**
 * What a forecast costs of the broker's disk, by topic, with every stage running and no shadow deployed: a day of stations without
 * cameras, whose observations come to the log as fast as they are written. Sizes are those of the log as it grew, before
 * retention and compaction, once and not by replicas.
 */
public final class BrokerBytes {

    private static final int STATIONS = 30;
    private static final Duration SPAN = Duration.ofHours(24);
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private BrokerBytes() {}

    /** @param arguments the bundle's directory; models/skycast if none is named */
    public static void main(String[] arguments) throws Exception {
        Path bundle = Path.of(arguments.length > 0 ? arguments[0] : "models/skycast");
        Path folder = Files.createTempDirectory("skycast-benchmark");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("broker"), 0);
                EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0)) {
            Map<String, String> clients =
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
            var log = new MadeLog(clients, ModelBundle.load(bundle), STATIONS, SPAN);
            log.fill(false);
            String settings = """
                    kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
                    bundle: "%s"
                    stateDirectory: "%s"
                    httpPort: -1
                    """.formatted(kafka.bootstrapServers(), registry.url(), bundle, folder.resolve("state"));
            try (NowcastApp ignored = NowcastApp.start(NowcastConfig.read(settings, "of the benchmark", Map.of()));
                    Admin admin = Admin.create(new HashMap<>(clients))) {
                print(
                        grown(admin, log.observations().size()),
                        log.observations().size());
            }
        } finally {
            Rounds.remove(folder);
        }
    }

    /** Bytes by topic, once none has grown for a while. */
    private static Map<String, Long> grown(Admin admin, int forecasts)
            throws ExecutionException, InterruptedException, IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<String, Long> before = Map.of();
        long since = System.nanoTime();
        while (System.nanoTime() - since < QUIET.toNanos()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("The topics of %d forecasts still grow after %s.".formatted(forecasts, PATIENCE));
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            Map<String, Long> now = bytes(admin);
            if (!now.equals(before)) {
                before = now;
                since = System.nanoTime();
            }
        }
        return before;
    }

    private static Map<String, Long> bytes(Admin admin) throws ExecutionException, InterruptedException {
        Map<String, Long> bytes = new TreeMap<>();
        admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                .flatMap(directories -> directories.values().stream())
                .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().startsWith("skycast"))
                .forEach(replica ->
                        bytes.merge(replica.getKey().topic(), replica.getValue().size(), Long::sum));
        return bytes;
    }

    private static void print(Map<String, Long> bytes, int forecasts) {
        System.out.printf("%d forecasts of %d stations; kB of the broker's disk a forecast:%n", forecasts, STATIONS);
        bytes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .filter(topic -> topic.getValue() > 0)
                .forEach(topic -> System.out.printf("%8.2f  %s%n", topic.getValue() / 1e3 / forecasts, topic.getKey()));
        long all = bytes.values().stream().mapToLong(Long::longValue).sum();
        long input = bytes.getOrDefault(Topics.OBSERVATIONS.name(), 0L);
        System.out.printf(
                "%8.2f  in all, %.2f without the observations that were given%n",
                all / 1e3 / forecasts, (all - input) / 1e3 / forecasts);
    }
}
