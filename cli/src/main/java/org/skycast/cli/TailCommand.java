package org.skycast.cli;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.skycast.cli.connection.Connection;
import org.skycast.schemas.AvroSerdes;
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

    @Parameters(
            paramLabel = "TOPIC",
            completionCandidates = TopicNames.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String topic = "";

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--from-beginning", description = "Begin with the oldest record instead of the next.")
    private boolean fromBeginning;

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

    @Override
    public Integer call() {
        String name = TopicNames.full(topic);
        Deserializer<?> values = deserializer(name);
        var beginning = fromBeginning ? LogFollower.Beginning.OLDEST : LogFollower.Beginning.NEXT;
        try (var log = new LogFollower(connection.properties(), List.of(name), beginning)) {
            print(log, values);
        }
        return 0;
    }

    private void print(LogFollower log, Deserializer<?> values) {
        long printed = 0;
        long lastCame = System.nanoTime();
        while (max < 0 || printed < max) {
            for (ConsumerRecord<String, byte[]> record : log.poll(Duration.ofMillis(250))) {
                lastCame = System.nanoTime();
                if (max < 0 || printed < max) {
                    System.out.println(RecordLine.of(record, decode(values, record), json));
                    printed++;
                }
            }
            if (idleSeconds > 0
                    && System.nanoTime() - lastCame
                            > Duration.ofSeconds(idleSeconds).toNanos()) {
                return;
            }
        }
    }

    private static Object decode(Deserializer<?> values, ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return "(deleted)";
        }
        try {
            return values.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            return ByteBuffer.wrap(record.value());
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
