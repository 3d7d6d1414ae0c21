package org.skycast.edge.uplink;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.spool.Spool;
import org.skycast.nowcast.station.Station;
import org.skycast.records.StationRecords;
import org.skycast.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the spool, in the order of {@link SendScheduler}, and trims what the broker has acknowledged. What the broker
 * will never take (too large, not allowed, not to be serialized) is parked with its reason and the rest goes on; whatever
 * may succeed later stays in the spool. Used from one thread, but for {@link #state} and {@link #close}.
 */
public final class Uplink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);

    /** So much of what waits is signed together, where what is sent carries signatures. */
    private static final int SIGNED_AHEAD = 256;

    private static final long BYTES_AHEAD = 1_000_000;

    private final Producers producers;
    private final SendScheduler turns;
    private final EdgeMetrics metrics;
    private final InstantSource clock;
    private final List<Station> unregistered;
    private volatile UplinkState state = UplinkState.NEW;
    private volatile boolean closing;

    /** @param stations those that are registered before anything is sent */
    public Uplink(
            Producers producers,
            Collection<Station> stations,
            CatchUp catchUp,
            EdgeMetrics metrics,
            InstantSource clock) {
        this.producers = producers;
        this.turns = new SendScheduler(catchUp);
        this.metrics = metrics;
        this.clock = clock;
        this.unregistered = new ArrayList<>(stations);
    }

    /** One that sends to a cluster as it comes, with the properties that are given and all else by default. */
    public static Uplink to(Map<String, String> kafka, Collection<Station> stations, EdgeMetrics metrics) {
        return new Uplink(Producers.of(kafka, Map.of()), stations, CatchUp.DEFAULT, metrics, InstantSource.system());
    }

    /** What came of a turn. */
    public sealed interface Outcome {}

    /** Something was sent, and may be followed by more. */
    public record Sent() implements Outcome {}

    /** Nothing waits. */
    public record Idle() implements Outcome {}

    /** Something waits that may not go before so long. */
    public record Resting(Duration span) implements Outcome {}

    /** It did not get through, and stays in the spool. */
    public record Stuck() implements Outcome {}

    /** Sends what is next of {@code spool} and waits until the broker has answered for each. */
    public Outcome send(Spool spool) {
        try {
            Instant now = clock.instant();
            if (!unregistered.isEmpty()) {
                state = state.trying(now);
                register();
                now = clock.instant();
            }
            SendPlan turn = turns.next(spool, now);
            if (turn instanceof SendPlan.Send send) {
                state = state.trying(now);
                boolean sent = send(spool, send.records());
                if (sent) {
                    turns.took(Duration.between(now, clock.instant()));
                } else {
                    turns.failed();
                }
                awaitLaterMillisecond(clock.instant());
                return sent ? new Sent() : new Stuck();
            }
            state = state.resting();
            return turn instanceof SendPlan.Rest rest ? new Resting(rest.span()) : new Idle();
        } catch (KafkaException e) {
            turns.failed();
            complain(new DeliveryResult.Failed(e));
            return new Stuck();
        }
    }

    /** How the way to the broker is. */
    public UplinkState state() {
        return state;
    }

    private void register() {
        while (!unregistered.isEmpty()) {
            Station station = unregistered.get(0);
            Map<Long, DeliveryResult> fates = new ConcurrentHashMap<>();
            send(Topics.STATIONS.name(), station.id(), StationRecords.toAvro(station), 0, fates);
            producers.flush();
            if (fates.get(0L) instanceof DeliveryResult.Failed failed) {
                abandon(failed, station.id());
                throw failed.failure();
            } else if (fates.get(0L) instanceof DeliveryResult.Refused refused) {
                LOG.warn(
                        "The station {} cannot be registered from here ({}); unless somebody else registers it, what it"
                                + " sends is rejected.",
                        station.id(),
                        refused.reason());
            }
            unregistered.remove(0);
        }
    }

    private boolean send(Spool spool, List<Spool.Waiting> batch) {
        Map<Long, DeliveryResult> fates = new ConcurrentHashMap<>();
        Instant begun = clock.instant();
        producers.prove(
                batch, () -> spool.depth() > batch.size() ? spool.oldest(SIGNED_AHEAD, BYTES_AHEAD) : List.of());
        for (Spool.Waiting waiting : batch) {
            send(waiting.topic(), waiting.key(), waiting.value(), waiting.id(), fates);
            if (fates.get(waiting.id()) instanceof DeliveryResult.Failed) {
                break;
            }
        }
        producers.flush();
        List<Long> acknowledged = new ArrayList<>();
        boolean all = true;
        for (Spool.Waiting waiting : batch) {
            DeliveryResult fate = fates.get(waiting.id());
            if (fate instanceof DeliveryResult.Acknowledged taken) {
                acknowledged.add(waiting.id());
                tellRecovery();
                state = state.acknowledged(clock.instant(), ahead(begun, taken));
            } else if (fate instanceof DeliveryResult.Refused refused) {
                park(spool, waiting, refused);
            } else {
                all = false;
                if (fate instanceof DeliveryResult.Failed failed) {
                    abandon(failed, waiting.key());
                    complain(failed);
                }
            }
        }
        spool.trim(acknowledged);
        metrics.acknowledged(acknowledged.size());
        return all;
    }

    private void send(String topic, String key, SpecificRecord value, long id, Map<Long, DeliveryResult> fates) {
        try {
            producers.require(key, topic);
            producers
                    .of(key)
                    .send(
                            new ProducerRecord<>(topic, key, value),
                            (metadata, failure) -> fates.put(
                                    id,
                                    failure == null
                                            ? new DeliveryResult.Acknowledged(metadata.timestamp())
                                            : DeliveryResult.of(failure)));
        } catch (KafkaException | IllegalStateException e) {
            fates.put(id, DeliveryResult.of(e));
        }
    }

    private void park(Spool spool, Spool.Waiting waiting, DeliveryResult.Refused refused) {
        LOG.warn(
                "A record of {} for {}, of {}, is parked in the spool: {}",
                waiting.key(),
                waiting.topic(),
                waiting.at(),
                refused.reason());
        if (refused.endsProducer()) {
            producers.replace(waiting.key());
        }
        spool.park(waiting.id(), refused.reason());
        metrics.parked();
    }

    private void abandon(DeliveryResult.Failed failed, String station) {
        if (failed.endsProducer()) {
            producers.replace(station);
        }
    }

    /** The broker wrote its time between sending and answer. */
    private Duration ahead(Instant begun, DeliveryResult.Acknowledged taken) {
        Instant middle = begun.plus(Duration.between(begun, clock.instant()).dividedBy(2));
        return Duration.between(Instant.ofEpochMilli(taken.appendedAt()), middle);
    }

    private void awaitLaterMillisecond(Instant before) {
        while (clock.millis() <= before.toEpochMilli() && !closing) {
            LockSupport.parkNanos(200_000);
        }
    }

    private void tellRecovery() {
        if (state.trouble().isPresent()) {
            LOG.info(
                    "The broker takes records again, after {} s.",
                    state.inVain(clock.instant()).toSeconds());
        }
    }

    private void complain(DeliveryResult.Failed failed) {
        if (state.trouble().isEmpty() && !closing) {
            LOG.warn("The uplink waits, and the spool keeps what is taken: {}", failed.reason());
        }
        state = state.inTrouble(failed.reason());
    }

    /** Lets a turn that waits for the broker end. */
    @Override
    public void close() {
        closing = true;
        producers.close();
    }
}
