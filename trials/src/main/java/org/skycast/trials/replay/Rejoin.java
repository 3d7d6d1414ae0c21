package org.skycast.trials.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.skycast.avro.Observation;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.records.ObservationRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.log.LogEntry;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.streams.log.PartitionLog;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;
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

    /** @param bundle whose slots and whose encoder it joins to */
    Rejoin(Map<String, Object> clients, ModelBundle bundle, ObservePolicy policy) {
        this.clients = clients;
        this.bundle = bundle;
        this.policy = policy;
    }

    /** An input's next record; its rank is its topic's place among the inputs. */
    private record Head(PartitionLog<? extends SpecificRecord> log, int rank, String topic) {

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
        try (var join = new PartitionJoin(bundle, policy)) {
            for (int rank = 0; rank < INPUTS.size(); rank++) {
                Topic<?> topic = INPUTS.get(rank);
                var log = log(topic, partition, spans.getOrDefault(topic.name(), List.of()));
                open.add(log);
                if (log.hasNext()) {
                    heads.add(new Head(log, rank, topic.name()));
                }
            }
            while (!heads.isEmpty()) {
                Head head = heads.remove();
                LogEntry<? extends SpecificRecord> entry = head.log().next();
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
        return read;
    }

    private <T extends SpecificRecord> PartitionLog<T> log(Topic<T> topic, int partition, List<Span> spans) {
        Span span = spans.stream()
                .filter(s -> s.partition() == partition)
                .findFirst()
                .orElse(new Span(partition, 0, 0));
        return new PartitionLog<>(clients, span.of(topic.name()), LogValues.of(topic, clients, Unreadable.FAILS));
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
