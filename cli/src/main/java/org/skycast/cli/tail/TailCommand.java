package org.skycast.cli.tail;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.skycast.cli.connection.Connection;
import org.skycast.schemas.AvroSerdes;
import org.skycast.schemas.RegistryRefusal;
import org.skycast.schemas.RegistryUnavailableException;
import org.skycast.streams.StartupException;
import org.skycast.streams.log.LogFollower;
import org.skycast.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skycast tail}: what comes on a topic, a line a record. */
@Command(name = "tail", mixinStandardHelpOptions = true, description = "Prints a topic's records, one a line.")
public final class TailCommand implements Callable<Integer> {

    private static final String STATION = "stationId";

    @Parameters(
            paramLabel = "TOPIC",
            completionCandidates = TopicNames.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String topic = "";

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--from-beginning", description = "Begin with the oldest record instead of the next.")
    private boolean fromBeginning;

    @Option(
            names = "--since",
            paramLabel = "T",
            description = "Begin with the first record that the log took at T or later: a time, or a date (UTC).")
    private Optional<Instant> since = Optional.empty();

    @Option(names = "--station", paramLabel = "ID", description = "Print this station's records only.")
    private Optional<String> station = Optional.empty();

    @Option(names = "--max", paramLabel = "N", defaultValue = "-1", description = "End after N records.")
    private long max = -1;

    @Option(names = "--json", description = "Print each record whole, as JSON.")
    private boolean json;

    @Option(
            names = "--idle-seconds",
            paramLabel = "S",
            defaultValue = "0",
            description = "End once nothing has come for this long; 0 never ends (${DEFAULT-VALUE}).")
    private int idleSeconds;

    /** The output is taken when the command runs: whoever reads it may have gone. */
    private PrintStream out = System.out;

    @Override
    public Integer call() {
        out = System.out;
        String name = TopicNames.full(topic);
        Deserializer<?> values = deserializer(name);
        boolean isFromOldest = fromBeginning && since.isEmpty();
        var beginning = isFromOldest ? LogFollower.Beginning.OLDEST : LogFollower.Beginning.NEXT;
        try (var log = new LogFollower(connection.reached(), List.of(name), beginning)) {
            since.ifPresent(log::rewind);
            print(log, values);
        }
        return 0;
    }

    private void print(LogFollower log, Deserializer<?> values) {
        long printed = 0;
        long lastCame = System.nanoTime();
        boolean isTold = false;
        while (max < 0 || printed < max) {
            for (ConsumerRecord<String, byte[]> record : log.poll(Duration.ofMillis(250))) {
                lastCame = System.nanoTime();
                Object value = decode(values, record);
                if (isWanted(record, value) && (max < 0 || printed < max)) {
                    out.println(RecordLine.of(record, value, json));
                    printed++;
                }
            }
            if (out.checkError()) {
                // Whoever read it has gone.
                return;
            }
            if (printed == 0 && !isTold && log.isAtEnd()) {
                System.err.println(nothing());
                isTold = true;
            }
            if (idleSeconds > 0
                    && System.nanoTime() - lastCame
                            > Duration.ofSeconds(idleSeconds).toNanos()) {
                return;
            }
        }
    }

    private String nothing() {
        String asked = station.map(id -> " of station " + id).orElse("")
                + since.map(time -> " since " + time).orElse("");
        return fromBeginning || since.isPresent()
                ? "There is nothing%s on %s yet; waiting for what comes.".formatted(asked, TopicNames.full(topic))
                : "Waiting for what comes%s on %s; --from-beginning shows what there is."
                        .formatted(asked, TopicNames.full(topic));
    }

    /** Whether a record is of the wanted station: by what it says of itself, or else by its key. */
    private boolean isWanted(ConsumerRecord<String, byte[]> record, Object value) {
        boolean says = value instanceof SpecificRecord of && of.getSchema().getField(STATION) != null;
        Object of = says
                ? ((SpecificRecord) value)
                        .get(((SpecificRecord) value)
                                .getSchema()
                                .getField(STATION)
                                .pos())
                : record.key();
        return station.isEmpty() || station.get().equals(of);
    }

    private static Object decode(Deserializer<?> values, ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return "(deleted)";
        }
        try {
            return values.deserialize(record.topic(), record.value());
        } catch (RegistryUnavailableException | RegistryRefusal e) {
            throw e;
        } catch (SerializationException e) {
            return new RecordLine.NoRecord(String.valueOf(e.getMessage()), record.value().length);
        }
    }

    private Deserializer<?> deserializer(String name) {
        if (name.equals(Topics.DEAD_LETTERS)) {
            return new ByteArrayDeserializer();
        }
        return Topics.ALL.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .map(known ->
                        AvroSerdes.values(known.type(), connection.properties()).deserializer())
                .orElseThrow(() -> new StartupException(
                        "There is no topic '%s'; 'skycast topics list' shows which there are.".formatted(topic)));
    }
}
