package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.skycast.schemas.AvroSerdes;
import org.skycast.topics.Topic;

/** Gives {@code skycast models} commands to a rig's broker. */
record Operator(Rig rig) {

    Ended models(String... arguments) {
        return Ended.run(Stream.of(
                        Stream.of("models"),
                        Arrays.stream(arguments),
                        Stream.of(
                                "--bootstrap-server",
                                rig.clients().get("bootstrap.servers"),
                                "--registry",
                                rig.clients().get("schema.registry.url")))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    Ended done(String... arguments) {
        Ended ended = models(arguments);
        assertThat(ended.code()).as(ended.err() + ended.out()).isZero();
        return ended;
    }

    /** What is refused: with exit code 1 and one sentence, apart from what the clients log. */
    String refused(String... arguments) {
        Ended ended = models(arguments);
        assertThat(ended.code()).as(ended.out()).isEqualTo(1);
        List<String> said =
                ended.err().lines().filter(line -> !line.contains(" WARN ")).toList();
        assertThat(said).as(ended.err()).hasSize(1);
        return said.get(0);
    }

    <T extends SpecificRecord> void send(Topic<T> topic, String key, T value) throws Exception {
        Map<String, Object> properties = new HashMap<>(rig.clients());
        properties.put("max.request.size", topic.maxBytes());
        try (var producer = new KafkaProducer<>(
                properties,
                new StringSerializer(),
                AvroSerdes.values(topic.type(), rig.clients()).serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        }
    }
}
