package org.skycast.streams.topology;

import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.skycast.schemas.AvroSerdes;
import org.skycast.schemas.RecordSizes;
import org.skycast.streams.guard.GuardedProcessor;
import org.skycast.topics.Topic;

/** Puts topologies together: sources and sinks of declared topics, processors between them, and their stores. */
public final class TopologyBuilder {

    private final Topology topology = new Topology();
    private final Map<String, ?> serdes;
    private final boolean isCached;

    /** @param serdes the configuration of the Avro serdes, by Confluent's keys */
    public TopologyBuilder(Map<String, ?> serdes) {
        this(serdes, false);
    }

    private TopologyBuilder(Map<String, ?> serdes, boolean isCached) {
        this.serdes = serdes;
        this.isCached = isCached;
    }

    /** One whose stores write what a key holds once a commit, and not at each record: for runs that commit seldom. */
    public static TopologyBuilder cached(Map<String, ?> serdes) {
        return new TopologyBuilder(serdes, true);
    }

    /** A topic's records as they are, for steps that send nothing of them. */
    public <T extends SpecificRecord> void source(String name, Topic<T> topic) {
        sourceLike(name, topic, topic.name());
    }

    /** The records of a topic that is like another. */
    public <T extends SpecificRecord> void sourceLike(String name, Topic<T> like, String topic) {
        source(name, serde(like).deserializer(), topic);
    }

    /** A topic's records, each with its bytes, as what {@code as} makes of it; a deletion stays one. */
    public <T extends SpecificRecord, V> void source(String name, Topic<T> topic, Function<Envelope<T>, V> as) {
        source(
                name,
                new MappedDeserializer<>(serde(topic), (bytes, value) -> as.apply(new Envelope<>(bytes, value))),
                topic.name());
    }

    /** A topic's records, each with its bytes. */
    public <T extends SpecificRecord> void envelopes(String name, Topic<T> topic) {
        source(name, Envelope.around(serde(topic)), topic.name());
    }

    /** The records of a topic that is like another, each with its bytes. */
    public <T extends SpecificRecord> void envelopesLike(String name, Topic<T> like, String topic) {
        source(name, Envelope.around(serde(like)), topic);
    }

    private <V> void source(String name, Deserializer<V> values, String topic) {
        String bytes = name + "-bytes";
        topology.addSource(bytes, new StringDeserializer(), new ByteArrayDeserializer(), topic);
        processor(name, () -> new WireReader<>(values), bytes);
    }

    /** A processor behind others. */
    public <I, K, O> void processor(String name, ProcessorSupplier<String, I, K, O> supplier, String... parents) {
        topology.addProcessor(name, () -> new GuardedProcessor<>(supplier.get()), parents);
    }

    /** A store, shared by processors. */
    public void store(StoreSpec<?> store, String... processors) {
        topology.addStateStore(store.builder(isCached), processors);
    }

    /** A topic that takes what processors forward to the child. */
    public <T extends SpecificRecord> void sink(Outgoing<T> child, Topic<T> topic, String... parents) {
        sinkLike(child, topic, topic.name(), parents);
    }

    /** A topic that is like another. */
    public <T extends SpecificRecord> void sinkLike(Outgoing<T> child, Topic<T> like, String topic, String... parents) {
        topology.addSink(child.child(), topic, new StringSerializer(), bounded(like), parents);
    }

    /** A topic of which the partitioner chooses the partition. */
    public <T extends SpecificRecord> void sink(
            Outgoing<T> child, Topic<T> topic, StreamPartitioner<String, T> partitioner, String... parents) {
        topology.addSink(child.child(), topic.name(), new StringSerializer(), bounded(topic), partitioner, parents);
    }

    /** What was put together. */
    public Topology topology() {
        return topology;
    }

    /** What is too large for its topic fails where it is made, on the record that it is made of, and not once it is sent. */
    private <T extends SpecificRecord> Serializer<T> bounded(Topic<T> topic) {
        return new BoundedSerializer<>(serde(topic).serializer(), RecordSizes.mostWritten(topic.name()));
    }

    private <T extends SpecificRecord> Serde<T> serde(Topic<T> topic) {
        return AvroSerdes.values(topic.type(), serdes);
    }
}
