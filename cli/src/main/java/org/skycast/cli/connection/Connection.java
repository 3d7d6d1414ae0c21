package org.skycast.cli.connection;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.skycast.streams.StartupException;
import org.skycast.streams.runtime.BrokerReach;
import picocli.CommandLine.Option;

/** Options of every command that talks to a broker or a registry. */
public final class Connection {

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:SKYCAST_BOOTSTRAP_SERVERS:-localhost:9092}",
            description = "The broker (${DEFAULT-VALUE}).")
    private String bootstrap = "localhost:9092";

    @Option(
            names = "--registry",
            paramLabel = "URL",
            defaultValue = "${env:SKYCAST_SCHEMA_REGISTRY_URL:-http://localhost:8081}",
            description = "The schema registry (${DEFAULT-VALUE}).")
    private String registry = "http://localhost:8081";

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Properties for the clients, such as TLS and SASL, by Kafka's own names.")
    private Optional<Path> properties = Optional.empty();

    /**
     * The clients' properties, where a broker answers.
     *
     * @throws StartupException in one sentence, within a few seconds, if none does
     */
    public Map<String, Object> reached() {
        Map<String, Object> clients = properties();
        new BrokerReach(clients).require();
        return clients;
    }

    /** The same of other brokers, where they answer; with properties of their own, or these. */
    public Map<String, Object> reachedAt(String others, Optional<Path> own) {
        Map<String, Object> clients = properties(others, own.or(() -> properties));
        new BrokerReach(clients).require();
        return clients;
    }

    /** The clients' properties. */
    public Map<String, Object> properties() {
        return properties(bootstrap, properties);
    }

    private Map<String, Object> properties(String brokers, Optional<Path> more) {
        Map<String, Object> all = new HashMap<>();
        more.ifPresent(file -> {
            var read = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                read.load(reader);
            } catch (IOException e) {
                throw new StartupException(
                        "The properties %s cannot be read; name a file that is there.".formatted(file), e);
            }
            read.stringPropertyNames().forEach(name -> all.put(name, read.getProperty(name)));
        });
        all.put("bootstrap.servers", brokers);
        all.put("schema.registry.url", registry);
        all.putIfAbsent("max.retries", 1);
        all.putIfAbsent("default.api.timeout.ms", 15_000);
        all.putIfAbsent("request.timeout.ms", 10_000);
        return all;
    }
}
