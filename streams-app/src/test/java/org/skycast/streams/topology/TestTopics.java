package org.skycast.streams.topology;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.skycast.schemas.AvroSerdes;
import org.skycast.topics.Topic;

/** The declared topics of a topology without a broker. */
public final class TestTopics {

    private final TopologyTestDriver driver;
    private final Map<String, ?> serdes;
    private final Map<String, TestOutputTopic<String, ?>> outputs = new HashMap<>();

    public TestTopics(TopologyTestDriver driver, Map<String, ?> serdes) {
        this.driver = driver;
        this.serdes = serdes;
    }

    public <T extends SpecificRecord> void send(Topic<T> topic, String key, T value, Instant appendedAt) {
        driver.createInputTopic(
                        topic.name(),
                        new StringSerializer(),
                        AvroSerdes.values(topic.type(), serdes).serializer())
                .pipeInput(key, value, appendedAt);
    }

    /** What has come since the last time. */
    @SuppressWarnings("unchecked")
    public <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        var output = (TestOutputTopic<String, T>) outputs.computeIfAbsent(
                topic.name(),
                name -> driver.createOutputTopic(
                        name,
                        new StringDeserializer(),
                        AvroSerdes.values(topic.type(), serdes).deserializer()));
        return output.readValuesToList();
    }
}
