package org.skycast.benchmarks.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.skycast.benchmarks.hostile.Sender.Sent;
import org.skycast.nowcast.observe.Origin;
import org.skycast.sandbox.EmbeddedKafka;
import org.skycast.sandbox.EmbeddedRegistry;
import org.skycast.streams.runtime.TopicSetup;

/** A broker of its own, a registry and a topology, good stations, and, where they are wanted, hostile records between theirs. */
final class TrialRun implements AutoCloseable {

    private static final Instant BEGIN = Instant.parse("2026-06-01T06:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final TrialPlan plan;
    private final EmbeddedKafka kafka;
    private final EmbeddedRegistry registry;
    private final TopologyProcess topology;
    private final HealthWatch health;
    private final GoodStations good;
    private final HostileLog hostile;
    private final EdgeTrial edge;
    private final Optional<HostileClients> odd;
    private final boolean isDisturbed;
    private final List<Sent> sent = new ArrayList<>();

    TrialRun(TrialPlan plan, Path folder, boolean isDisturbed) throws IOException {
        this.plan = plan;
        this.isDisturbed = isDisturbed;
        Files.createDirectories(folder);
        kafka = EmbeddedKafka.start(folder.resolve("broker"), 0);
        registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
        try (Admin admin = Admin.create(new HashMap<>(clients()))) {
            new TopicSetup(admin, GoodStations.PARTITIONS, 1).create();
        }
        topology = TopologyProcess.on(folder, clients(), plan.bundle(), freePort(), plan.heap());
        health = new HealthWatch(topology);
        var wire = new Wire(clients());
        good = new GoodStations(plan.seed(), wire, BEGIN, plan.goodMinutes());
        hostile = new HostileLog(plan, wire, BEGIN, good.ids().get(0));
        List<Integer> ports = List.of(freePort(), freePort());
        edge = new EdgeTrial(plan, folder.resolve("edge"), clients(), BEGIN, ports, isDisturbed);
        odd = isDisturbed
                ? Optional.of(new HostileClients(plan.seed(), List.of(topology.port(), ports.get(0), ports.get(1))))
                : Optional.empty();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Map<String, String> clients() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
    }

    /** All that was sent, by the edge too. */
    List<Sent> sent() {
        return Stream.concat(sent.stream(), edge.sent().stream()).toList();
    }

    List<String> goodStations() {
        return Stream.concat(good.ids().stream(), Stream.of(EdgeTrial.GOOD)).toList();
    }

    /** What of the edge, the stages' progress and the pages over HTTP is not as it must be. */
    List<String> complaints() throws InterruptedException {
        List<String> complaints = new ArrayList<>(edge.complaints());
        complaints.addAll(Backlog.of(clients()));
        odd.ifPresent(clients -> complaints.addAll(clients.complaints()));
        return complaints;
    }

    int arrivals() {
        return edge.arrivals();
    }

    Map<String, Integer> answers() {
        return odd.map(HostileClients::answers).orElse(Map.of());
    }

    TopologyProcess topology() {
        return topology;
    }

    HealthWatch.Seen health() {
        return health.seen();
    }

    /** Sends what good stations send, and between that, where they are wanted, the hostile records. */
    void send() throws InterruptedException {
        int picked = isDisturbed ? plan.picks() : 0;
        try (var sender = new Sender(clients())) {
            sent.addAll(sender.send(good.registrations()));
            if (isDisturbed) {
                sent.addAll(sender.send(hostile.beginning()));
            }
            long from = System.nanoTime();
            long picks = 0;
            for (int minute = 0; minute < good.minutes(); minute++) {
                sent.addAll(sender.send(good.minute(minute)));
                long due = (long) picked * (minute + 1) / good.minutes();
                for (; picks < due; picks++) {
                    sent.addAll(sender.send(hostile.next()));
                }
                edge.step();
                pace(from, minute + 1, isDisturbed ? plan.span() : Duration.ZERO);
            }
            if (isDisturbed) {
                sent.addAll(sender.send(hostile.end()));
            }
        }
    }

    private void pace(long from, int minute, Duration span) {
        long due = from + span.toNanos() / good.minutes() * minute;
        LockSupport.parkNanos(due - System.nanoTime());
    }

    /**
     * Waits until each record is found where it must be and each forecast is there. What has not changed for so long, and
     * ten minutes in any case, ends it: then what is not so stays so.
     */
    Whereabouts settled() throws InterruptedException {
        edge.settled(PATIENCE);
        Set<Origin> own = sent.stream().map(Sent::at).collect(Collectors.toSet());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long changed = System.nanoTime();
        long before = Long.MAX_VALUE;
        while (true) {
            var whereabouts = new Whereabouts(clients(), own);
            long missing =
                    missing(whereabouts) + (isDisturbed ? Backlog.of(clients()).size() : 0);
            long now = System.nanoTime();
            // What has not begun yet cannot stand still.
            changed = missing == before && health.hasBegun() ? changed : now;
            before = missing;
            if (missing == 0 || now - changed > plan.patience().toNanos() || now > deadline) {
                return whereabouts;
            }
            TimeUnit.SECONDS.sleep(2);
        }
    }

    private long missing(Whereabouts whereabouts) {
        long records = sent().stream()
                .filter(one -> one.fate().complaint(whereabouts.of(one.at())).isPresent())
                .count();
        return records
                + goodStations().stream()
                        .mapToInt(id -> Math.max(
                                0, forecastsDue() - whereabouts.forecasts(id).size()))
                        .sum();
    }

    /** How many forecasts each good station has to have: one a slot that closes. */
    int forecastsDue() {
        return good.minutes() / 10 - 1;
    }

    @Override
    public void close() throws InterruptedException, IOException {
        health.close();
        if (odd.isPresent()) {
            odd.get().close();
        }
        edge.close();
        topology.close();
        registry.close();
        kafka.close();
    }
}
