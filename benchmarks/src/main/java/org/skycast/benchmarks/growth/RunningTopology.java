package org.skycast.benchmarks.growth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.skycast.benchmarks.engines.EngineProcess;
import org.skycast.benchmarks.engines.RunBroker;
import org.skycast.cli.Skycast;

/** A broker, a registry and a topology's process with two threads, as they are set unless somebody sets them otherwise. */
final class RunningTopology {

    static final int PARTITIONS = 4;

    private RunningTopology() {}

    /** What is measured of it. */
    interface Measured<T> {

        /** @param state where the process keeps its state */
        T measure(EngineProcess process, Map<String, Object> clients, Admin admin, Path state)
                throws IOException, InterruptedException;
    }

    /** Starts it on empty topics, measures, and removes what it left. */
    static <T> T run(Path bundle, Measured<T> measured) throws IOException, InterruptedException {
        return RunBroker.with(PARTITIONS, (folder, clients, admin) -> {
            try (EngineProcess process = start(bundle, folder, clients)) {
                return measured.measure(process, clients, admin, folder.resolve("state"));
            }
        });
    }

    private static EngineProcess start(Path bundle, Path folder, Map<String, Object> clients) throws IOException {
        Path settings = Files.writeString(folder.resolve("streams.yaml"), """
                kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
                bundle: "%s"
                stateDirectory: "%s"
                threads: 2
                stages: [nowcast]
                httpPort: -1
                groupInstance: one
                """.formatted(
                        clients.get("bootstrap.servers"),
                        clients.get("schema.registry.url"),
                        bundle.toAbsolutePath(),
                        folder.resolve("state")));
        return EngineProcess.start(
                List.of(),
                System.getProperty("java.class.path"),
                List.of(Skycast.class.getName(), "streams", "--config", settings.toString()),
                folder.resolve("process.log"));
    }
}
