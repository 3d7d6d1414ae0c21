package org.skycast.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.skycast.avro.SensorReading;
import org.skycast.avro.Site;
import org.skycast.avro.Station;
import org.skycast.topics.Topics;

/** Stations that say the same in each run: in each round every one of them gives the reading of its next slot. */
final class SteadyStations implements AutoCloseable {

    static final int STATIONS = 12;
    private static final Duration EACH = Duration.ofMillis(250);

    private final Producer<String, SpecificRecord> producer;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger sent;
    private final int stations;

    SteadyStations(Rig rig) throws Exception {
        this(rig, STATIONS, 0);
    }

    /**
     * So many stations, of which so many rounds have been sent before.
     *
     * @param sent the number of the round that comes next
     */
    SteadyStations(Rig rig, int stations, int sent) throws Exception {
        this.stations = stations;
        this.sent = new AtomicInteger(sent);
        producer = TroubledStations.producer(rig.clients());
        for (int i = 0; i < stations; i++) {
            producer.send(new ProducerRecord<>(
                            Topics.STATIONS.name(),
                            id(i),
                            new Station(id(i), id(i), new Site(50.0 + i, 8.0 + i, 100.0))))
                    .get();
        }
    }

    private static String id(int station) {
        return "steady-" + station;
    }

    /** Sends a round four times a second, until the end. */
    SteadyStations start() {
        rounds.scheduleAtFixedRate(this::round, 0, EACH.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Ends the rounds; gives how many there were. */
    int end() throws InterruptedException {
        rounds.shutdown();
        if (!rounds.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new AssertionError("The last round did not come to its end.");
        }
        producer.flush();
        return sent.get();
    }

    /** Sends what is missing of so many rounds at once. */
    void send(int number) throws Exception {
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        while (sent.get() < number) {
            answers.addAll(round());
        }
        for (Future<RecordMetadata> answer : answers) {
            answer.get();
        }
    }

    private List<Future<RecordMetadata>> round() {
        int round = sent.getAndIncrement();
        Instant at = Rig.BEGIN.plus(Outcome.SLOT.multipliedBy(round)).plusSeconds(60);
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        for (int station = 0; station < stations; station++) {
            SensorReading reading = SensorReading.newBuilder()
                    .setStationId(id(station))
                    .setEpoch(Rig.BEGIN)
                    .setSequence(round)
                    .setObservedAt(at)
                    .setAirTemperature(12.0 + 5 * Math.sin(2 * Math.PI * round / 144) + station)
                    .setAirPressure(1_000.0 + 3 * Math.cos(2 * Math.PI * round / 500))
                    .setRelativeHumidity(60.0 + 20 * Math.cos(2 * Math.PI * round / 144))
                    .build();
            answers.add(producer.send(new ProducerRecord<>(Topics.READINGS.name(), id(station), reading)));
        }
        return answers;
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        producer.close();
    }
}
