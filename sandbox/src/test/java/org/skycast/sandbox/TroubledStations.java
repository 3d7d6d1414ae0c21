package org.skycast.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.SensorReading;
import org.skycast.avro.Site;
import org.skycast.edge.simulate.SimulatedStation;
import org.skycast.edge.source.Taken;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.uplink.Producers;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.station.Station;
import org.skycast.topics.Topics;

/**
 * What four stations say in a span of time, in the order in which it comes to the log: each has a trouble of its own. The
 * records are the edge's, numbered by its spool.
 */
final class TroubledStations {

    static final int NUMBER = 4;
    /** Its records come out of order, frames too, and each twentieth comes twice. */
    static final String SHUFFLED = station(0).id();
    /** Some of its readings come hours after their slots closed, and those of an hour more than a day after. */
    static final String LATE = station(1).id();
    /** For two hours nothing comes of it; then all of that comes at once. */
    static final String CUT_OFF = station(2).id();
    /** Its clock is three hours ahead. */
    static final String AHEAD = station(3).id();

    static final Duration CLOCK_AHEAD = Duration.ofHours(3);
    /** A reading a minute and a frame each five, of one hour. */
    static final int TOO_OLD = 72;

    private static final Duration STEP = Duration.ofMinutes(10);

    private final Instant begin;
    private final Instant end;
    private final Random random = new Random(5);
    private final List<Sent> log = new ArrayList<>();
    private int duplicates;

    private record Sent(Instant at, Spool.Waiting record) {}

    private TroubledStations(Instant begin, Instant end) {
        this.begin = begin;
        this.end = end;
    }

    /** @param spool where they are numbered; a new file */
    static TroubledStations of(Path spool, Instant begin, Instant end) {
        var stations = new TroubledStations(begin, end);
        try (Spool numbered = Spool.open(spool, begin)) {
            for (int i = 0; i < NUMBER; i++) {
                if (station(i).id().equals(LATE)) {
                    Instant old = begin.minus(Duration.ofHours(30));
                    take(numbered, i, old, old.plus(Duration.ofHours(1)));
                }
                take(numbered, i, begin, end);
            }
            numbered.oldest(Integer.MAX_VALUE, Long.MAX_VALUE).forEach(stations::send);
        }
        stations.log.sort(Comparator.comparing(Sent::at));
        return stations;
    }

    private static Station station(int number) {
        return SimulatedStation.station(number);
    }

    private static void take(Spool spool, int number, Instant from, Instant to) {
        try (var source = new SimulatedStation(station(number), number, from, Optional.of(to))) {
            Duration ahead = station(number).id().equals(AHEAD) ? CLOCK_AHEAD : Duration.ZERO;
            spool.put(
                    source.name(),
                    source.memory(),
                    source.takeBefore(to).stream()
                            .map(one -> stamped(one, one.at().plus(ahead)))
                            .toList(),
                    from);
        }
    }

    private static Taken stamped(Taken one, Instant at) {
        return one instanceof Taken.Frame frame
                ? new Taken.Frame(frame.stationId(), at, frame.item(), frame.image())
                : new Taken.Values(one.stationId(), at, one.item(), ((Taken.Values) one).values());
    }

    private void send(Spool.Waiting record) {
        Instant at = record.value() instanceof SensorReading reading
                ? reading.getObservedAt()
                : ((CameraFrame) record.value()).getCapturedAt();
        if (record.key().equals(SHUFFLED)) {
            log.add(new Sent(at.plusSeconds(random.nextInt(240)), record));
            if (record.id() % 20 == 0) {
                log.add(new Sent(at.plusSeconds(400), record));
                duplicates++;
            }
        } else if (record.key().equals(LATE)) {
            boolean hoursLate = record.id() % 25 == 0;
            Instant late = hoursLate ? at.plus(Duration.ofMinutes(30 + random.nextInt(150))) : at;
            log.add(new Sent(at.isBefore(begin) ? end : late, record));
        } else if (record.key().equals(CUT_OFF)) {
            Instant back = begin.plus(Duration.ofHours(5));
            boolean isCutOff = at.isBefore(back) && !at.isBefore(back.minus(Duration.ofHours(2)));
            log.add(new Sent(isCutOff ? back : at, record));
        } else {
            log.add(new Sent(at.minus(CLOCK_AHEAD), record));
        }
    }

    /** How many records come twice. */
    int duplicates() {
        return duplicates;
    }

    /** A producer that waits for a broker that is away, longer than any test lets it. */
    static Producer<String, SpecificRecord> producer(Map<String, String> clients) {
        Map<String, String> patient = new HashMap<>(clients);
        patient.put("max.block.ms", "120000");
        patient.put("delivery.timeout.ms", "120000");
        return Producers.idempotent(patient);
    }

    /** Registers the stations. */
    static void register(Producer<String, SpecificRecord> producer) throws Exception {
        for (int i = 0; i < NUMBER; i++) {
            Station station = station(i);
            var site = new Site(
                    station.site().latitude(),
                    station.site().longitude(),
                    station.site().altitude());
            producer.send(new ProducerRecord<>(
                            Topics.STATIONS.name(),
                            station.id(),
                            new org.skycast.avro.Station(station.id(), station.name(), site)))
                    .get();
        }
    }

    /** Sends a part of the log, from 0; each ten minutes of it are acknowledged before the next are sent. */
    void send(Producer<String, SpecificRecord> producer, int part, int parts) throws Exception {
        List<Sent> sent = log.subList(log.size() * part / parts, log.size() * (part + 1) / parts);
        int from = 0;
        while (from < sent.size()) {
            Instant step = Slot.holding(sent.get(from).at(), STEP).end();
            List<Future<RecordMetadata>> answers = new ArrayList<>();
            for (; from < sent.size() && sent.get(from).at().isBefore(step); from++) {
                Spool.Waiting record = sent.get(from).record();
                answers.add(producer.send(new ProducerRecord<>(record.topic(), record.key(), record.value())));
            }
            for (Future<RecordMetadata> answer : answers) {
                answer.get();
            }
        }
    }
}
