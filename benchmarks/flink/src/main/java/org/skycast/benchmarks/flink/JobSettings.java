package org.skycast.benchmarks.flink;

import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the job, or the loop, runs.
 *
 * @param bootstrap the broker
 * @param registry the schema registry's address
 * @param bundle the model bundle's directory
 * @param state the directory of state and checkpoints
 * @param topics what is read
 * @param backend where Flink keeps state
 * @param checkpoint how often Flink makes a checkpoint, and commits
 * @param parallelism how many of each step there are
 * @param order in which order a station's records are taken
 */
record JobSettings(
        String bootstrap,
        String registry,
        String bundle,
        String state,
        List<String> topics,
        Backend backend,
        Duration checkpoint,
        int parallelism,
        Order order)
        implements Serializable {

    /** Where Flink keeps state. */
    enum Backend {
        rocksdb,
        hashmap
    }

    /** In which order a station's records are taken. */
    enum Order {
        /** As the log took them, whichever topic they are in: as Skycast's topology does. */
        log,
        /** As they are fetched. */
        arrival
    }

    JobSettings {
        topics = List.copyOf(topics);
    }

    /** Reads {@code name=value}. */
    static JobSettings of(String[] arguments) {
        Map<String, String> given = Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return new JobSettings(
                required(given, "bootstrap"),
                required(given, "registry"),
                required(given, "bundle"),
                required(given, "state"),
                List.of(required(given, "topics").split(",")),
                Backend.valueOf(given.getOrDefault("backend", Backend.rocksdb.name())),
                Duration.parse(given.getOrDefault("checkpoint", "PT0.1S")),
                Integer.parseInt(given.getOrDefault("parallelism", "1")),
                Order.valueOf(given.getOrDefault("order", Order.log.name())));
    }

    /** The properties of the Avro serdes. */
    Map<String, Object> serdes() {
        return new HashMap<>(Map.of("schema.registry.url", registry));
    }

    private static String required(Map<String, String> given, String name) {
        String value = given.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Say %s=…".formatted(name));
        }
        return value;
    }
}
