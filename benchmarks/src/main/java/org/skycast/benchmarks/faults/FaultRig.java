package org.skycast.benchmarks.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.skycast.sandbox.EmbeddedKafka;
import org.skycast.sandbox.EmbeddedRegistry;
import org.skycast.streams.NowcastApp;
import org.skycast.streams.NowcastConfig;

/** A broker, a registry and the topology, and for each edge a way to the broker of its own, so that one can be cut. */
final class FaultRig implements AutoCloseable {

    /** Listeners for edges; so many can run at once. */
    static final int WAYS = 4;

    private final EmbeddedKafka kafka;
    private final EmbeddedRegistry registry;
    private final NowcastApp topology;
    private final Network[] ways = new Network[WAYS];

    FaultRig(Path folder, Path bundle) {
        int[] ports = new int[WAYS];
        for (int i = 0; i < WAYS; i++) {
            ports[i] = freePort();
            ways[i] = new Network(ports[i]);
        }
        kafka = EmbeddedKafka.start(folder.resolve("broker"), 0, settings -> withWays(settings, ports));
        registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
        topology = NowcastApp.start(NowcastConfig.read(
                """
                kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
                bundle: "%s"
                stateDirectory: "%s"
                stages: [nowcast]
                httpPort: -1
                """.formatted(kafka.bootstrapServers(), registry.url(), bundle, folder.resolve("state")),
                "of the faults",
                Map.of()));
    }

    private Map<String, String> withWays(Map<String, String> settings, int[] ports) {
        Map<String, String> all = new HashMap<>(settings);
        for (int i = 0; i < WAYS; i++) {
            all.merge("listeners", ",EDGE%d://127.0.0.1:%d".formatted(i, ports[i]), String::concat);
            all.merge("advertised.listeners", ",EDGE%d://127.0.0.1:%d".formatted(i, ways[i].port()), String::concat);
            all.merge("listener.security.protocol.map", ",EDGE%d:PLAINTEXT".formatted(i), String::concat);
        }
        all.put("inter.broker.listener.name", "PLAINTEXT");
        return all;
    }

    /** The way of edge {@code number}. */
    Network way(int number) {
        return ways[number];
    }

    /** Properties of clients of the broker itself. */
    Map<String, String> clients() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
    }

    /** An edge's settings of Kafka, by way of {@code number}. */
    String kafka(int number) {
        return "{ bootstrap.servers: \"127.0.0.1:%d\", schema.registry.url: \"%s\", reconnect.backoff.max.ms: 200 }"
                .formatted(ways[number].port(), registry.url());
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("No port is free on this machine.", e);
        }
    }

    Admin admin() {
        return Admin.create(new HashMap<>(clients()));
    }

    @Override
    public void close() {
        topology.close();
        for (Network way : ways) {
            way.close();
        }
        registry.close();
        kafka.close();
    }
}
