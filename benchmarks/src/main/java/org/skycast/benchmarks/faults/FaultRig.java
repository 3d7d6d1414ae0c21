package org.skycast.benchmarks.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.skycast.sandbox.EmbeddedKafka;
import org.skycast.sandbox.EmbeddedRegistry;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.streams.runtime.NowcastConfig;

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
        int port = freePort();
        kafka = EmbeddedKafka.start(
                folder.resolve("broker"), port, new EmbeddedKafka.Extras(Map.of(), withWays(port, freePort(), ports)));
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

    /** Each way has a listener of its own, which says that it is where the way is entered. */
    private Map<String, String> withWays(int port, int controller, int[] ports) {
        var listeners =
                new StringBuilder("PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controller));
        var advertised = new StringBuilder("PLAINTEXT://127.0.0.1:%d".formatted(port));
        var protocols = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        for (int i = 0; i < WAYS; i++) {
            listeners.append(",EDGE%d://127.0.0.1:%d".formatted(i, ports[i]));
            advertised.append(",EDGE%d://127.0.0.1:%d".formatted(i, ways[i].port()));
            protocols.append(",EDGE%d:PLAINTEXT".formatted(i));
        }
        return Map.of(
                "listeners", listeners.toString(),
                "advertised.listeners", advertised.toString(),
                "listener.security.protocol.map", protocols.toString(),
                "controller.quorum.voters", "1@127.0.0.1:" + controller,
                "inter.broker.listener.name", "PLAINTEXT");
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
