package org.skycast.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.metadata.storage.FormatterException;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka broker, its own controller, in this JVM, on loopback only. Started again on the same directory it has what it
 * had. For the demo and tests; one node keeps no promise of durability that a cluster keeps.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final int TRIES = 5;
    /** Any id serves, as long as it stays the same in a directory. */
    private static final String CLUSTER = "c2t5Y2FzdC1zYW5kYm94MQ";

    private final KafkaRaftServer server;
    private final int port;
    private final Map<String, Integer> ports;

    private EmbeddedKafka(KafkaRaftServer server, int port, Map<String, Integer> ports) {
        this.server = server;
        this.port = port;
        this.ports = ports;
    }

    /**
     * What a broker has beside the plain listener.
     *
     * @param listeners further ones: protocols such as {@code SASL_SSL} by names in upper case
     * @param settings of the broker by Kafka's own names, such as {@code listener.name.<name>.ssl.client.auth}
     */
    public record Extras(Map<String, String> listeners, Map<String, String> settings) {

        /** Nothing: everyone may do everything, unencrypted. */
        public static final Extras NONE = new Extras(Map.of(), Map.of());

        public Extras {
            listeners = Map.copyOf(listeners);
            settings = Map.copyOf(settings);
        }
    }

    /**
     * Starts a broker.
     *
     * @param directory where it keeps its log
     * @param port where it listens; 0 for any that is free
     * @throws IllegalStateException in one sentence if it cannot be started
     */
    public static EmbeddedKafka start(Path directory, int port) {
        return start(directory, port, Extras.NONE);
    }

    /** The same, with more listeners and settings. */
    public static EmbeddedKafka start(Path directory, int port, Extras extras) {
        for (int attempt = 1; ; attempt++) {
            int chosen = port == 0 ? LoopbackPorts.any() : port;
            try {
                return startOn(directory, chosen, extras);
            } catch (IOException | FormatterException | KafkaException e) {
                // Between finding a free port and binding it, another process may take it.
                if (port != 0 || attempt == TRIES) {
                    throw new IllegalStateException(
                            "The broker cannot be started on port %d in %s: %s; choose another port or directory."
                                    .formatted(chosen, directory, e.getMessage()),
                            e);
                }
            }
        }
    }

    private static EmbeddedKafka startOn(Path directory, int port, Extras extras)
            throws IOException, FormatterException {
        if (!LoopbackPorts.isFree(port)) {
            throw new IOException("the port is taken");
        }
        Files.createDirectories(directory);
        Map<String, String> settings = settings(directory, port, LoopbackPorts.any());
        if (!Files.exists(directory.resolve("meta.properties"))) {
            format(directory);
        }
        var properties = new Properties();
        properties.putAll(settings);
        Map<String, Integer> ports = new TreeMap<>();
        extras.listeners().forEach((name, protocol) -> {
            ports.put(name, LoopbackPorts.any());
            String listener = ",%s://127.0.0.1:%d".formatted(name, ports.get(name));
            properties.merge("listeners", listener, (a, b) -> a.toString() + b);
            properties.merge("advertised.listeners", listener, (a, b) -> a.toString() + b);
            properties.merge(
                    "listener.security.protocol.map", ",%s:%s".formatted(name, protocol), (a, b) -> a.toString() + b);
        });
        properties.putAll(extras.settings());
        var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        server.startup();
        return new EmbeddedKafka(server, port, ports);
    }

    private static void format(Path directory) throws FormatterException {
        try {
            new Formatter()
                    .setNodeId(1)
                    .setClusterId(CLUSTER)
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setIgnoreFormatted(true)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                    .run();
        } catch (FormatterException e) {
            throw e;
        } catch (Exception e) {
            throw new FormatterException(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> settings(Path directory, int port, int controllerPort) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry(
                        "listeners",
                        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort)),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", directory.toString()),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"));
    }

    /** Where clients connect: {@code host:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The same for a listener of the {@link Extras}. */
    public String bootstrapServers(String listener) {
        Integer at = ports.get(listener);
        if (at == null) {
            throw new IllegalArgumentException(
                    "There is no listener %s; there are %s.".formatted(listener, ports.keySet()));
        }
        return "127.0.0.1:" + at;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
