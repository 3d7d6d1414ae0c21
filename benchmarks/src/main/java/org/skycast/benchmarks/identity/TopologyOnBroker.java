package org.skycast.benchmarks.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.skycast.benchmarks.Rounds;
import org.skycast.edge.source.Sample;
import org.skycast.sandbox.EmbeddedKafka;
import org.skycast.sandbox.EmbeddedRegistry;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.runtime.TopicSetup;

/** The topology in a process of its own, by a broker in this one. */
final class TopologyOnBroker {

    private static final Pattern MEASURED = Pattern.compile("measured ([0-9.]+) ([0-9.]+)");

    private final Path bundle;
    private final ProofKeys keys;
    private final int stations;

    TopologyOnBroker(Path bundle, ProofKeys keys, int stations) {
        this.bundle = bundle;
        this.keys = keys;
        this.stations = stations;
    }

    /**
     * Microseconds of processor time a record, of the last three quarters.
     *
     * @param thread of the thread that takes records
     * @param process of all of the process, what it compiles and collects included
     */
    record Micros(double thread, double process) {}

    /** Has a new topology take what stations have written. */
    Micros taken(List<Sample> samples, Proving proving) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("skycast-benchmark");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("broker"), 0);
                EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0)) {
            Map<String, Object> clients =
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
            write(clients, samples, proving);
            return measured(settings(folder, clients, proving), samples.size());
        } finally {
            Rounds.remove(folder);
        }
    }

    private void write(Map<String, Object> clients, List<Sample> samples, Proving proving) throws InterruptedException {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("max.request.size", 4 << 20);
        try (Admin admin = Admin.create(new HashMap<>(clients));
                var values = AvroSerdes.anyValues(clients);
                Producer<String, byte[]> producer =
                        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            new TopicSetup(admin, 4, 1).create();
            for (MadeRecord one : MadeRecords.registrations(stations, values)) {
                send(producer, one, keys.registration(one.key(), one.value()));
            }
            producer.flush();
            List<MadeRecord> records = MadeRecords.records(samples, values);
            List<Headers> headers = proving.headers(keys, records);
            for (int i = 0; i < records.size(); i++) {
                send(producer, records.get(i), headers.get(i));
            }
            producer.flush();
        }
    }

    private static void send(Producer<String, byte[]> producer, MadeRecord one, Headers headers) {
        producer.send(new ProducerRecord<>(one.topic(), null, one.key(), one.value(), headers));
    }

    private Path settings(Path folder, Map<String, Object> clients, Proving proving) throws IOException {
        keys.administrator().write(folder.resolve("administrator.pem"));
        keys.admission().write(folder.resolve("admission.pem"));
        return Files.writeString(folder.resolve("streams.yaml"), """
                kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
                bundle: "%s"
                stateDirectory: "%s"
                identity: { mode: %s, administrators: "%s", admissionKeys: "%s" }
                threads: 1
                stages: [nowcast]
                httpPort: -1
                """.formatted(
                        clients.get("bootstrap.servers"),
                        clients.get("schema.registry.url"),
                        bundle.toAbsolutePath(),
                        folder.resolve("state"),
                        proving.isAsked() ? "signed" : "unsigned",
                        folder.resolve("administrator.pem.pub"),
                        folder.resolve("admission.pem")));
    }

    private static Micros measured(Path settings, int records) throws IOException, InterruptedException {
        Path log = settings.resolveSibling("streams.log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MeasuredTopology.class.getName(),
                        settings.toString(),
                        String.valueOf(records)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(log);
        Matcher measured = MEASURED.matcher(printed);
        if (!measured.find()) {
            throw new IllegalStateException("The topology measured nothing: " + printed);
        }
        return new Micros(Double.parseDouble(measured.group(1)), Double.parseDouble(measured.group(2)));
    }
}
