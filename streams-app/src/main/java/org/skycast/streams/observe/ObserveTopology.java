package org.skycast.streams.observe;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.skycast.avro.Tick;
import org.skycast.identity.IdentityPolicy;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.SkyEmbedder;
import org.skycast.streams.topology.TopologyBuilder;
import org.skycast.topics.Topics;

/**
 * From frames and readings to observations. It is one sub-topology: its sources are co-partitioned, so all that concerns
 * a station meets in one task and its stores, merged in the order in which the log took it.
 */
public final class ObserveTopology {

    private static final String REGISTER = "register-stations";
    private static final String OBSERVE = "observe-readings";
    private static final String ADMIT_FRAMES = "admit-frames";
    private static final String ADMIT_EMBEDDINGS = "admit-embeddings";
    private static final String WATCH = "watch-ticks";
    private static final String EMBED = ObserveNodes.EMBED.child();
    private static final String JOIN = ObserveNodes.JOIN.child();

    private final Parts parts;
    private final StationObserver observer;
    private final NowcastMetrics metrics;
    private final SignedStations signed;

    /**
     * What it is built from.
     *
     * @param policy how records become observations
     * @param tickInterval how often the wall clock is written into the log
     * @param skies opens a task's encoder
     * @param encoderSha256 the encoder's digest
     * @param embeddingSize how many values its embeddings have
     * @param identity by what it is told whose records are; empty asks stations for no signatures
     */
    public record Parts(
            ObservePolicy policy,
            Duration tickInterval,
            Supplier<SkyEmbedder> skies,
            String encoderSha256,
            int embeddingSize,
            Optional<IdentityPolicy> identity) {

        /** Stations are asked for no signatures. */
        public Parts(
                ObservePolicy policy,
                Duration tickInterval,
                Supplier<SkyEmbedder> skies,
                String encoderSha256,
                int embeddingSize) {
            this(policy, tickInterval, skies, encoderSha256, embeddingSize, Optional.empty());
        }
    }

    /** The way of observations, still to be added to a topology. */
    public ObserveTopology(Parts parts, NowcastMetrics metrics) {
        this.parts = parts;
        this.observer = new StationObserver(parts.policy());
        this.metrics = metrics;
        this.signed = new SignedStations(parts.identity());
    }

    /** Adds all of it to a topology. */
    public void addTo(TopologyBuilder topology) {
        addSources(topology);
        addProcessors(topology);
        addStores(topology);
        addSinks(topology);
    }

    private static void addSources(TopologyBuilder topology) {
        topology.envelopes("stations-in", Topics.STATIONS);
        topology.envelopes("readings-in", Topics.READINGS);
        topology.envelopes("frames-in", Topics.FRAMES);
        topology.envelopes("embeddings-in", Topics.EMBEDDINGS);
        topology.envelopes("ticks-in", Topics.TICKS);
    }

    private void addProcessors(TopologyBuilder topology) {
        topology.processor(REGISTER, () -> new StationRegister(metrics, signed), "stations-in");
        topology.processor(OBSERVE, () -> new ReadingGate(observer, metrics, signed), "readings-in");
        topology.processor(ADMIT_FRAMES, () -> new FrameGate(observer, metrics, signed), "frames-in");
        topology.processor(EMBED, () -> new FrameEmbedder(parts.skies(), metrics), ADMIT_FRAMES);
        topology.processor(
                ADMIT_EMBEDDINGS,
                () -> new EmbeddingGate(observer, metrics, signed, parts.encoderSha256(), parts.embeddingSize()),
                "embeddings-in");
        topology.processor(JOIN, () -> new SlotJoiner(observer, metrics), EMBED, ADMIT_EMBEDDINGS);
        topology.processor(WATCH, () -> new TickWatch(observer, metrics, parts.tickInterval()), "ticks-in");
    }

    private void addStores(TopologyBuilder topology) {
        if (signed.areAsked()) {
            topology.store(ObserveStores.IDENTITIES, REGISTER, OBSERVE, ADMIT_FRAMES, ADMIT_EMBEDDINGS);
        }
        topology.store(ObserveStores.STATIONS, REGISTER, OBSERVE, ADMIT_FRAMES, ADMIT_EMBEDDINGS, JOIN, WATCH);
        topology.store(ObserveStores.STATES, OBSERVE, ADMIT_FRAMES, ADMIT_EMBEDDINGS, JOIN, WATCH);
        topology.store(ObserveStores.TALLIES, OBSERVE, ADMIT_FRAMES, ADMIT_EMBEDDINGS, JOIN, WATCH);
    }

    private static void addSinks(TopologyBuilder topology) {
        topology.sink(ObserveNodes.OBSERVATIONS, Topics.OBSERVATIONS, OBSERVE, JOIN, WATCH);
        topology.sink(ObserveNodes.REJECTED, Topics.REJECTED, REGISTER, OBSERVE, ADMIT_FRAMES, EMBED, ADMIT_EMBEDDINGS);
        topology.sink(ObserveNodes.TICKS, Topics.TICKS, ownPartition(), WATCH);
    }

    /** A tick goes back to the partition whose task wrote it. */
    private static StreamPartitioner<String, Tick> ownPartition() {
        return (topic, key, tick, partitions) -> Optional.of(Set.of(tick.getPartition()));
    }
}
