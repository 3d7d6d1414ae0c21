package org.skycast.benchmarks.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.skycast.benchmarks.Rounds;
import org.skycast.sandbox.EmbeddedKafka;
import org.skycast.sandbox.EmbeddedRegistry;
import org.skycast.streams.runtime.TopicSetup;

/** A broker and a registry for one run, with every topic there and empty; what they left is removed. */
public final class RunBroker {

    private RunBroker() {}

    /** What is run. */
    public interface Run<T> {

        /**
         * @param folder for whatever else is left
         * @param clients properties of Kafka's clients
         */
        T on(Path folder, Map<String, Object> clients, Admin admin) throws IOException, InterruptedException;
    }

    /** Starts them, runs, and ends them. */
    public static <T> T with(int partitions, Run<T> run) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("skycast-run");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("broker"), 0);
                EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0)) {
            Map<String, Object> clients =
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
            try (Admin admin = Admin.create(clients)) {
                new TopicSetup(admin, partitions, 1).create();
                return run.on(folder, clients, admin);
            }
        } finally {
            Rounds.remove(folder);
        }
    }
}
