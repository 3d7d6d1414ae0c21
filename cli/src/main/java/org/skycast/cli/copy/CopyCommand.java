package org.skycast.cli.copy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.skycast.cli.connection.Connection;
import org.skycast.streams.StartupException;
import org.skycast.streams.log.LogReader;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skycast topics copy}: what a topology makes all else of, onto other brokers, or onto more partitions. */
@Command(
        name = "copy",
        mixinStandardHelpOptions = true,
        description = {
            "Copies what stations sent and operators decided to other brokers, whose topics may have more partitions and must be empty.",
            "A topology that starts there makes all else of it once more. Nothing may be sent to either meanwhile (docs/operations.md)."
        })
public final class CopyCommand implements Callable<Integer> {

    /** Where a record's partition follows from its key. */
    static final List<Topic<?>> BY_KEY = List.of(
            Topics.STATIONS,
            Topics.READINGS,
            Topics.FRAMES,
            Topics.EMBEDDINGS,
            Topics.STATION_STATUS,
            Topics.MODELS,
            Topics.EDGE_FORECASTS);
    /** Of which every partition has its own, the same. */
    static final List<Topic<?>> TO_EVERY = List.of(Topics.DEPLOYMENTS, Topics.ALERT_RULES, Topics.TICKS);

    @Mixin
    private Connection from = new Connection();

    @Option(names = "--to", required = true, paramLabel = "HOST:PORT", description = "The brokers to copy to.")
    private String to = "";

    @Option(
            names = "--to-config",
            paramLabel = "FILE",
            description =
                    "Properties for clients of these, such as TLS and SASL; without it those of --command-config.")
    private Optional<Path> toConfig = Optional.empty();

    @Override
    public Integer call() {
        Map<String, Object> source = from.reached();
        Map<String, Object> target = from.reachedAt(to, toConfig);
        requireEmpty(target);
        try (Admin admin = Admin.create(target);
                var ignored = OwnTimes.takenBy(admin);
                var copy = new LogCopy(source, target)) {
            BY_KEY.forEach(topic -> told(topic, copy.byKey(topic.name())));
            TO_EVERY.forEach(topic -> told(topic, copy.toEvery(topic.name())));
        }
        System.out.println("All is copied. Start the topology there, with a state directory of its own.");
        return 0;
    }

    private static void told(Topic<?> topic, long records) {
        System.out.printf("%-24s %d records%n", topic.name(), records);
    }

    /** Whoever copies twice, or beside a topology that runs, would have records twice. */
    private static void requireEmpty(Map<String, Object> target) {
        try (LogReader reader = LogReader.on(target)) {
            for (Topic<?> topic : Topics.ALL) {
                if (reader.whole(topic.name()).stream().anyMatch(span -> span.end() > 0)) {
                    throw new StartupException(
                            "The topic %s at the brokers that are copied to has records already; copy to topics that are new, before a topology runs there."
                                    .formatted(topic.name()));
                }
            }
        }
    }
}
