package org.skycast.benchmarks.identity;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.skycast.benchmarks.MadeSource;
import org.skycast.benchmarks.Rounds;
import org.skycast.edge.EdgeApp;
import org.skycast.edge.EdgeParts;
import org.skycast.edge.Pace;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.simulate.SimulatedStation;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.Source;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.uplink.CatchUp;
import org.skycast.edge.uplink.Producers;
import org.skycast.edge.uplink.RecordProof;
import org.skycast.edge.uplink.Uplink;
import org.skycast.nowcast.station.Station;
import org.skycast.sandbox.EmbeddedKafka;
import org.skycast.sandbox.EmbeddedRegistry;
import org.skycast.streams.runtime.TopicSetup;

/** An edge from its sources to a broker in the same process. */
final class EdgeCost {

    private final ProofKeys keys;
    private final int stations;

    EdgeCost(ProofKeys keys, int stations) {
        this.keys = keys;
        this.stations = stations;
    }

    /** Microseconds of the edge's two threads a record that it takes and sends; signatures are made as ever, many at once. */
    double sent(List<Sample> samples, Proving proving) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("skycast-benchmark");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("broker"), 0);
                EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0)) {
            return sent(
                    samples,
                    proof(proving),
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url()),
                    folder.resolve("spool.db"));
        } finally {
            Rounds.remove(folder);
        }
    }

    private Optional<RecordProof> proof(Proving proving) {
        return switch (proving) {
            case NOTHING -> Optional.empty();
            case MAC ->
                Optional.of(RecordProof.macs(keys.station(), keys.admission().publicKey()));
            case TOGETHER, SLOT, ALONE -> Optional.of(RecordProof.signatures(keys.station()));
        };
    }

    private double sent(List<Sample> samples, Optional<RecordProof> proof, Map<String, String> clients, Path spoolFile)
            throws InterruptedException {
        try (Admin admin = Admin.create(new HashMap<>(clients))) {
            new TopicSetup(admin, 4, 1).create();
        }
        List<Source> sources = new ArrayList<>();
        List<Station> named = new ArrayList<>();
        for (int i = 0; i < stations; i++) {
            Station station = SimulatedStation.station(i);
            named.add(station);
            sources.add(new MadeSource(
                    station.id() + "/given",
                    samples.stream()
                            .filter(sample -> sample.stationId().equals(station.id()))
                            .toList()));
        }
        InstantSource clock = InstantSource.system();
        var metrics = new EdgeMetrics();
        var uplink = new Uplink(Producers.of(clients, Map.of(), proof), named, CatchUp.DEFAULT, metrics, clock);
        Spool spool = Spool.open(spoolFile, clock.instant());
        try (EdgeApp edge = new EdgeApp(
                        EdgeParts.unattended(sources, Pace.upToNow(clock), spool, uplink, metrics, clock))
                .start()) {
            if (!edge.awaitExhausted(Duration.ofMinutes(5))) {
                throw new IllegalStateException("The stations did not come to their end.");
            }
            return edgeMicros() / samples.size();
        }
    }

    private static double edgeMicros() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double nanos = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("edge-")) {
                nanos += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return nanos / 1e3;
    }
}
