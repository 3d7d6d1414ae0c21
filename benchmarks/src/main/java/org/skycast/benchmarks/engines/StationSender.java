package org.skycast.benchmarks.engines;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.Sample;
import org.skycast.nowcast.station.Station;
import org.skycast.records.EmbeddingRecords;
import org.skycast.records.FrameRecords;
import org.skycast.records.Numbered;
import org.skycast.records.ReadingRecords;
import org.skycast.records.StationRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.topics.Topics;

/** Writes what stations say into their topics. For one thread. */
public final class StationSender implements AutoCloseable {

    private static final Duration SLOT = Duration.ofMinutes(10);

    private final Map<String, Long> next = new HashMap<>();
    private final Producer<String, SpecificRecord> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    public StationSender(Map<String, Object> clients) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("max.request.size", 4 << 20);
        properties.put("linger.ms", 0);
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), AvroSerdes.anyValues(clients));
    }

    public void register(List<Station> stations) {
        stations.forEach(station -> producer.send(
                new ProducerRecord<>(Topics.STATIONS.name(), station.id(), StationRecords.toAvro(station)),
                this::sent));
        pause();
    }

    /**
     * Writes samples as fast as it goes; those of a slot are there before one of the next is written, in the log's time too, so
     * that no order among records of one moment decides what is in a slot.
     */
    public void fill(List<Sample> samples) {
        Instant end = Instant.MIN;
        for (Sample sample : samples) {
            if (!sample.at().isBefore(end)) {
                pause();
                end = sample.at().plus(SLOT);
            }
            send(sample);
        }
        pause();
    }

    private void sent(RecordMetadata where, @Nullable Exception failed) {
        if (failed != null) {
            failure.compareAndSet(null, failed);
        }
    }

    /** Until all is there; whatever is not there makes what is measured worthless. */
    private void pause() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("The broker did not take all that was sent.", failed);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
    }

    /** Writes one. */
    public void send(Sample sample) {
        String topic = topic(sample);
        long number = next.merge(topic + sample.stationId(), 1L, Long::sum) - 1;
        var numbered = new Numbered(sample.stationId(), MadeDay.BEGIN, number, sample.at());
        producer.send(new ProducerRecord<>(topic, sample.stationId(), record(sample, numbered)), this::sent);
    }

    private static String topic(Sample sample) {
        if (sample instanceof Sample.Values) {
            return Topics.READINGS.name();
        }
        return sample instanceof Sample.Frame ? Topics.FRAMES.name() : Topics.EMBEDDINGS.name();
    }

    private static SpecificRecord record(Sample sample, Numbered numbered) {
        if (sample instanceof Sample.Values reading) {
            return ReadingRecords.toAvro(numbered, reading.values());
        }
        if (sample instanceof Sample.Frame frame) {
            return FrameRecords.toAvro(numbered, frame.image());
        }
        var sky = (Sample.Sky) sample;
        return EmbeddingRecords.toAvro(
                numbered, sky.modelId(), sky.encoderSha256(), sky.embedding(), sky.frameSha256());
    }

    @Override
    public void close() {
        producer.close();
    }
}
