package org.skycast.trials.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.skycast.avro.Observation;
import org.skycast.identity.IdentityPolicy;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.records.ObservationRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.log.LogEntry;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.streams.log.PartitionLog;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;
import org.skycast.trials.replay.LoggedIdentities.Proven;
import org.skycast.trials.replay.ReplayPlan.Span;

/**
 * Joins frames and readings anew, to slots of another length, into an observation topic of the run's own. The partitions
 * of the inputs are merged by the time at which the log took each record, of equal times in the order of the topics and
 * then of offsets: the same records give the same observations whatever order a broker's fetches come in.
 */
final class Rejoin {

    /** The inputs of the join; of records that came in the same millisecond an earlier one's goes first. */
    static final List<Topic<?>> INPUTS =
            List.of(Topics.STATIONS, Topics.READINGS, Topics.FRAMES, Topics.EMBEDDINGS, Topics.TICKS);

    private final Map<String, Object> clients;
    private final ModelBundle bundle;
    private final ObservePolicy policy;

    private final Optional<IdentityPolicy> identity;
    private Proven proven = Proven.NOTHING;

    /**
     * @param bundle whose slots and whose encoder it joins to
     * @param identity by what it is told whose records are, where they must be their stations' own
     */
    Rejoin(Map<String, Object> clients, ModelBundle bundle, ObservePolicy policy, Optional<IdentityPolicy> identity) {
        this.identity = identity;
        this.clients = clients;
        this.bundle = bundle;
        this.policy = policy;
    }

    /** An input's next record; its rank is its topic's place among the inputs. */
    private record Head(PartitionLog<LoggedRecord> log, int rank, String topic) {

        static final Comparator<Head> ORDER =
                Comparator.<Head>comparingLong(h -> h.log().peek().timestamp()).thenComparingInt(Head::rank);
    }

    /**
     * Joins.
     *
     * @param spans the part of each input to read, by topic
     * @param to the topic that the observations are written to
     * @param done is told how many records have been read
     */
    void run(Map<String, List<Span>> spans, String to, LongConsumer done) {
        long read = 0;
        int partitions = spans.getOrDefault(Topics.READINGS.name(), List.of()).size();
        try (Producer<String, Observation> producer = producer()) {
            for (int partition = 0; partition < partitions; partition++) {
                read = join(partition, spans, to, producer, read, done);
            }
            producer.flush();
        }
    }

    private long join(
            int partition,
            Map<String, List<Span>> spans,
            String to,
            Producer<String, Observation> producer,
            long readBefore,
            LongConsumer done) {
        long read = readBefore;
        List<PartitionLog<?>> open = new ArrayList<>();
        var heads = new PriorityQueue<Head>(Head.ORDER);
        Optional<LoggedIdentities> identities = identity.map(
                trusted -> SignatureProof.identities(clients, trusted, span(Topics.STATIONS, partition, spans)));
        try (var join = new PartitionJoin(bundle, policy, identities)) {
            for (int rank = 0; rank < INPUTS.size(); rank++) {
                Topic<?> topic = INPUTS.get(rank);
                var log = log(topic, partition, spans);
                open.add(log);
                if (log.hasNext()) {
                    heads.add(new Head(log, rank, topic.name()));
                }
            }
            while (!heads.isEmpty()) {
                Head head = heads.remove();
                LogEntry<LoggedRecord> entry = head.log().next();
                var at = new Origin(head.topic(), partition, entry.offset());
                join.take(entry.key(), entry.value(), at, entry.timestamp())
                        .forEach(observation -> producer.send(new ProducerRecord<>(
                                to,
                                at.partition(),
                                entry.timestamp(),
                                observation.stationId(),
                                ObservationRecords.toAvro(observation))));
                done.accept(++read);
                if (head.log().hasNext()) {
                    heads.add(head);
                }
            }
        } finally {
            open.forEach(PartitionLog::close);
        }
        proven = identities.map(LoggedIdentities::proven).orElse(Proven.NOTHING).and(proven);
        return read;
    }

    /** What came of the signatures. */
    Proven proven() {
        return proven;
    }

    private static Optional<Span> span(Topic<?> topic, int partition, Map<String, List<Span>> spans) {
        return spans.getOrDefault(topic.name(), List.of()).stream()
                .filter(s -> s.partition() == partition)
                .findFirst();
    }

    private PartitionLog<LoggedRecord> log(Topic<?> topic, int partition, Map<String, List<Span>> spans) {
        Span span = span(topic, partition, spans).orElse(new Span(partition, 0, 0));
        return new PartitionLog<>(
                clients, span.of(topic.name()), LoggedRecord.of(topic, clients, Unreadable.IS_PASSED_OVER));
    }

    private Producer<String, Observation> producer() {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return new KafkaProducer<>(
                properties,
                new StringSerializer(),
                AvroSerdes.values(Observation.class, clients).serializer());
    }
}
