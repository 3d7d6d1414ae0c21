package org.skycast.benchmarks.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.skycast.benchmarks.faults.Console;
import org.skycast.benchmarks.faults.EdgeProcess;
import org.skycast.benchmarks.hostile.Sender.Sent;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Slot;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.log.LogReader;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/**
 * An edge in a process of its own, with a station that is good, and, where they are wanted, stations beside it whose logs,
 * pictures, console and MQTT broker are hostile.
 */
final class EdgeTrial implements AutoCloseable {

    static final String GOOD = "edge-good";
    private static final String FILES = "edge-files";
    private static final String CONSOLE = "edge-console";
    private static final String MQTT = "edge-mqtt";
    private static final int REPORTS = 20;

    private final Map<String, EdgeFiles.Due> due = new TreeMap<>();
    private final Map<String, String> clients;
    private final Random random;
    private final Instant begin;
    private final EdgeProcess edge;
    private final Optional<MqttSpeaker> mqtt;
    private final List<Integer> ports;
    private int taken;

    /** Starts it. */
    EdgeTrial(
            TrialPlan plan,
            Path folder,
            Map<String, String> clients,
            Instant begin,
            List<Integer> ports,
            boolean hostile)
            throws IOException {
        this.clients = clients;
        this.begin = begin;
        this.ports = List.copyOf(ports);
        this.random = new Random(plan.seed());
        this.mqtt = hostile ? Optional.of(new MqttSpeaker()) : Optional.empty();
        Files.createDirectories(folder);
        due.put(GOOD, new EdgeFiles(plan.seed(), begin, plan.goodMinutes()).good(folder.resolve(GOOD)));
        var yaml = new StringBuilder("""
                kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
                spool: { file: spool.db }
                operation: { httpPort: %d }
                stations:
                """.formatted(
                clients.get("bootstrap.servers"), clients.get("schema.registry.url"), hostile ? ports.get(0) : -1));
        yaml.append(ofFiles(GOOD));
        if (hostile) {
            due.put(FILES, new EdgeFiles(plan.seed() + 1, begin, plan.goodMinutes()).hostile(folder.resolve(FILES)));
            due.put(CONSOLE, new EdgeFiles.Due(new TreeSet<>(), new TreeSet<>()));
            due.put(MQTT, new EdgeFiles.Due(new TreeSet<>(), new TreeSet<>()));
            yaml.append(ofFiles(FILES)).append(ofWires());
        }
        edge = new EdgeProcess(Files.writeString(folder.resolve("edge.yaml"), yaml), folder.resolve("edge.log"));
        edge.start();
    }

    private static String station(String id) {
        return """
                  - id: %s
                    name: "\\e[31m %s"
                    site: { latitude: 55.8, longitude: 12.5, altitude: 50 }
                """.formatted(id, id);
    }

    private static String ofFiles(String id) {
        return station(id) + """
                    frames: { directory: %s/frames, time: name, pattern: "yyyyMMdd'T'HHmmss'Z'" }
                    readings:
                      csv: %s/readings.csv
                      timeColumn: time
                      columns:
                        air_temperature: { column: temp, units: degC }
                        relative_humidity: { column: rh, units: "%%" }
                """.formatted(id, id);
    }

    private String ofWires() {
        return station(CONSOLE)
                + """
                    readings: { receive: { port: %d, address: 127.0.0.1, protocol: wunderground }, map: wunderground }
                """.formatted(ports.get(1))
                + station(MQTT)
                + """
                    readings:
                      mqtt: { broker: "mqtt://127.0.0.1:%d", topic: weather }
                      timeColumn: time
                      columns:
                        air_temperature: { column: temp, units: degC }
                """.formatted(mqtt.orElseThrow().port());
    }

    /** What comes in a step: a report that is good, or a message, and one that is not. */
    void step() throws InterruptedException {
        if (mqtt.isEmpty() || taken >= REPORTS) {
            return;
        }
        Instant at = begin.plus(Duration.ofMinutes(taken));
        new Console(ports.get(1)).report(taken, at);
        of(CONSOLE).readings().add(at);
        String message = "{\"time\": \"%s\", \"temp\": %d}".formatted(at, 10);
        MqttSpeaker broker = mqtt.get();
        broker.publish("weather", badMessage());
        if (broker.publish("weather", message.getBytes(StandardCharsets.UTF_8)) == 1) {
            of(MQTT).readings().add(at);
        }
        taken++;
    }

    private EdgeFiles.Due of(String station) {
        return Objects.requireNonNull(due.get(station), station);
    }

    private byte[] badMessage() {
        List<String> messages = List.of(
                "",
                "{",
                "[".repeat(20_000),
                "{\"time\":".repeat(5_000),
                "{\"time\": \"9999-12-31T00:00:00Z\", \"temp\": 1}",
                "{\"time\": \"\u001b[2J\r\n\", \"temp\": 1}",
                "{\"time\": {}, \"temp\": []}",
                "\u0000",
                "1e999");
        byte[] noise = new byte[1_000];
        random.nextBytes(noise);
        int message = random.nextInt(messages.size() + 1);
        return message < messages.size() ? messages.get(message).getBytes(StandardCharsets.UTF_8) : noise;
    }

    /** What is not as it must be, of what the stations have acknowledged and had on disk. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        if (!edge.isAlive()) {
            complaints.add("The edge has ended.");
        }
        Map<String, Map<Instant, Integer>> readings = new TreeMap<>();
        Map<String, Map<Instant, Integer>> frames = new TreeMap<>();
        arrived(Topics.READINGS, (at, one) -> count(readings, one.getStationId(), one.getObservedAt()));
        arrived(Topics.FRAMES, (at, one) -> count(frames, one.getStationId(), one.getCapturedAt()));
        due.forEach((station, wanted) -> {
            complaints.addAll(
                    compared(station, "reading", wanted.readings(), readings.getOrDefault(station, Map.of())));
            complaints.addAll(compared(station, "frame", wanted.frames(), frames.getOrDefault(station, Map.of())));
        });
        return complaints;
    }

    /** What must become of each record that the edge has sent: counted, or in its station's last slot, which is open. */
    List<Sent> sent() {
        List<Sent> sent = new ArrayList<>();
        arrived(Topics.READINGS, (at, one) -> sent.add(sent(at, one.getStationId(), one.getObservedAt())));
        arrived(Topics.FRAMES, (at, one) -> sent.add(sent(at, one.getStationId(), one.getCapturedAt())));
        return sent;
    }

    private Sent sent(Origin origin, String station, Instant at) {
        Instant last = of(station).readings().stream().max(Instant::compareTo).orElse(Instant.MAX);
        Instant open = Slot.holding(last, Duration.ofMinutes(10)).start();
        Fate fate = at.isBefore(open) ? new Fate.Used() : new Fate.Open();
        return new Sent("sent by the edge: " + station, fate, origin, 0);
    }

    /** What the log has of the edge's stations; others' records are not even decoded. */
    private <T extends SpecificRecord> void arrived(Topic<T> topic, BiConsumer<Origin, T> take) {
        var values = AvroSerdes.values(topic.type(), clients).deserializer();
        try (var reader = LogReader.on(clients)) {
            reader.whole(topic.name())
                    .forEach(span -> reader.read(span, record -> {
                        if (record.key() != null && due.containsKey(record.key())) {
                            var at = new Origin(record.topic(), record.partition(), record.offset());
                            take.accept(at, values.deserialize(record.topic(), record.value()));
                        }
                    }));
        }
    }

    private static void count(Map<String, Map<Instant, Integer>> counts, String station, Instant at) {
        counts.computeIfAbsent(station, id -> new TreeMap<>()).merge(at, 1, Integer::sum);
    }

    private static List<String> compared(String station, String what, Set<Instant> due, Map<Instant, Integer> came) {
        List<String> complaints = new ArrayList<>();
        due.stream()
                .filter(at -> !came.containsKey(at))
                .forEach(at -> complaints.add("The %s of %s at %s has not arrived.".formatted(what, station, at)));
        came.forEach((at, times) -> {
            if (!due.contains(at)) {
                complaints.add("A %s of %s at %s has arrived that was not to be.".formatted(what, station, at));
            } else if (times > 1) {
                complaints.add("The %s of %s at %s has arrived %d times.".formatted(what, station, at, times));
            }
        });
        return complaints;
    }

    /** Waits until all has arrived, or for as long as {@code patience}. */
    List<String> settled(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> complaints = complaints();
        while (!complaints.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
            complaints = complaints();
        }
        return complaints;
    }

    /** How many readings and frames were to arrive. */
    int arrivals() {
        return due.values().stream()
                .mapToInt(one -> one.readings().size() + one.frames().size())
                .sum();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        edge.close();
        if (mqtt.isPresent()) {
            mqtt.get().close();
        }
    }
}
