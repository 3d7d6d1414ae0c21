package org.skycast.streams.live;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.skycast.avro.Tick;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.SlotTally;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.observe.StationState;
import org.skycast.nowcast.station.Station;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.forecast.ForecastParts;
import org.skycast.streams.forecast.ForecastTopology;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.SkyEmbedder;
import org.skycast.streams.observe.EmbeddingGate;
import org.skycast.streams.observe.FrameEmbedder;
import org.skycast.streams.observe.FrameGate;
import org.skycast.streams.observe.ObserveNodes;
import org.skycast.streams.observe.ObserveStores;
import org.skycast.streams.observe.ReadingGate;
import org.skycast.streams.observe.SlotJoiner;
import org.skycast.streams.observe.StationRegister;
import org.skycast.streams.observe.TickWatch;
import org.skycast.streams.topology.Envelope;
import org.skycast.streams.topology.SmileSerde;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/**
 * The whole way of the data, from frames and readings to forecasts.
 *
 * <p>The observe stage is one sub-topology: its sources are co-partitioned, so all that concerns a station meets in one
 * task and its stores, merged in the order in which the log took it. It writes its decisions to the observation log. The
 * forecast stage ({@link ForecastTopology}) is another: it reads that log and nothing else.
 */
public final class NowcastTopology {

    private static final String REGISTER = "register-stations";
    private static final String OBSERVE = "observe-readings";
    private static final String ADMIT_FRAMES = "admit-frames";
    private static final String ADMIT_EMBEDDINGS = "admit-embeddings";
    private static final String WATCH = "watch-ticks";

    private final Topology topology = new Topology();
    private final Map<String, ?> serdes;
    private final Parts parts;
    private final StationObserver observer;
    private final NowcastMetrics metrics;

    /**
     * What the topology is built from.
     *
     * @param policy how records become observations
     * @param tickInterval how often the wall clock is written into the log
     * @param skies opens a task's encoder
     * @param encoderSha256 the encoder's digest
     * @param embeddingSize how many values its embeddings have
     * @param forecasts how the forecast stage comes to its models and frames
     */
    public record Parts(
            ObservePolicy policy,
            Duration tickInterval,
            Supplier<SkyEmbedder> skies,
            String encoderSha256,
            int embeddingSize,
            ForecastParts forecasts) {}

    private NowcastTopology(Parts parts, Map<String, ?> serdes, NowcastMetrics metrics) {
        this.parts = parts;
        this.serdes = serdes;
        this.metrics = metrics;
        this.observer = new StationObserver(parts.policy());
    }

    /** @param serdes the configuration of the Avro serdes, by Confluent's keys */
    public static Topology of(Parts parts, Map<String, ?> serdes, NowcastMetrics metrics) {
        var path = new NowcastTopology(parts, serdes, metrics);
        path.observe();
        new ForecastTopology(parts.forecasts(), serdes, metrics)
                .addTo(path.topology, Topics.OBSERVATIONS.name(), Topics.FORECASTS.name());
        return path.topology;
    }

    private void observe() {
        from("stations-in", Topics.STATIONS);
        from("readings-in", Topics.READINGS);
        from("frames-in", Topics.FRAMES);
        from("embeddings-in", Topics.EMBEDDINGS);
        topology.addSource(
                "ticks-in", new StringDeserializer(), serde(Topics.TICKS).deserializer(), Topics.TICKS.name());

        topology.addProcessor(REGISTER, () -> new StationRegister(metrics), "stations-in");
        topology.addProcessor(OBSERVE, () -> new ReadingGate(observer, metrics), "readings-in");
        topology.addProcessor(ADMIT_FRAMES, () -> new FrameGate(observer, metrics), "frames-in");
        topology.addProcessor(ObserveNodes.EMBED, () -> new FrameEmbedder(parts.skies(), metrics), ADMIT_FRAMES);
        topology.addProcessor(
                ADMIT_EMBEDDINGS,
                () -> new EmbeddingGate(observer, metrics, parts.encoderSha256(), parts.embeddingSize()),
                "embeddings-in");
        topology.addProcessor(ObserveNodes.JOIN, () -> new SlotJoiner(observer, metrics), ObserveNodes.EMBED, ADMIT_EMBEDDINGS);
        topology.addProcessor(WATCH, () -> new TickWatch(observer, metrics, parts.tickInterval()), "ticks-in");

        topology.addStateStore(
                SmileSerde.store(ObserveStores.STATIONS, Station.class),
                REGISTER,
                OBSERVE,
                ADMIT_FRAMES,
                ADMIT_EMBEDDINGS,
                ObserveNodes.JOIN,
                WATCH);
        topology.addStateStore(
                SmileSerde.store(ObserveStores.STATES, StationState.class),
                OBSERVE,
                ADMIT_FRAMES,
                ADMIT_EMBEDDINGS,
                ObserveNodes.JOIN,
                WATCH);
        topology.addStateStore(
                SmileSerde.store(ObserveStores.TALLIES, SlotTally.class),
                OBSERVE,
                ADMIT_FRAMES,
                ADMIT_EMBEDDINGS,
                ObserveNodes.JOIN,
                WATCH);

        to(ObserveNodes.OBSERVATIONS, Topics.OBSERVATIONS, OBSERVE, ObserveNodes.JOIN, WATCH);
        to(ObserveNodes.REJECTED, Topics.REJECTED, REGISTER, OBSERVE, ADMIT_FRAMES, ObserveNodes.EMBED, ADMIT_EMBEDDINGS);
        topology.addSink(
                ObserveNodes.TICKS_OUT,
                Topics.TICKS.name(),
                new StringSerializer(),
                serde(Topics.TICKS).serializer(),
                ownPartition(),
                WATCH);
    }

    private <T extends SpecificRecord> void from(String name, Topic<T> topic) {
        topology.addSource(name, new StringDeserializer(), Envelope.around(serde(topic)), topic.name());
    }

    private <T extends SpecificRecord> void to(String name, Topic<T> topic, String... parents) {
        topology.addSink(
                name, topic.name(), new StringSerializer(), serde(topic).serializer(), parents);
    }

    private <T extends SpecificRecord> Serde<T> serde(Topic<T> topic) {
        return AvroSerdes.values(topic.type(), serdes);
    }

    /** A tick goes back to the partition whose task wrote it. */
    private static StreamPartitioner<String, Tick> ownPartition() {
        return (topic, key, tick, partitions) -> Optional.of(Set.of(tick.getPartition()));
    }
}
