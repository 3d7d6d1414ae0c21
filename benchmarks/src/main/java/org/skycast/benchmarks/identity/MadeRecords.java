package org.skycast.benchmarks.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.skycast.edge.simulate.SimulatedStation;
import org.skycast.edge.source.Sample;
import org.skycast.records.FrameRecords;
import org.skycast.records.Numbered;
import org.skycast.records.ReadingRecords;
import org.skycast.records.StationRecords;
import org.skycast.topics.Topics;

/** What simulated stations say, as records on the wire. */
final class MadeRecords {

    static final Instant BEGIN = Instant.parse("2026-06-01T04:00:00Z");

    private MadeRecords() {}

    /** In the order of time. */
    static List<Sample> samples(int stations, Duration span) {
        List<Sample> all = new ArrayList<>();
        for (int i = 0; i < stations; i++) {
            var source = new SimulatedStation(SimulatedStation.station(i), i, BEGIN, Optional.of(BEGIN.plus(span)));
            all.addAll(source.takeBefore(Instant.MAX));
        }
        all.sort(Comparator.comparing(Sample::at));
        return all;
    }

    /** The readings among them. */
    static List<Sample> readings(List<Sample> samples) {
        return samples.stream().filter(Sample.Values.class::isInstance).toList();
    }

    /** The frames among them, each of so many bytes: a JPEG file may hold a comment of any bytes before its picture. */
    static List<Sample> frames(List<Sample> samples, int bytes) {
        var random = new Random(1);
        return samples.stream()
                .filter(Sample.Frame.class::isInstance)
                .map(Sample.Frame.class::cast)
                .<Sample>map(frame -> new Sample.Frame(
                        frame.stationId(), frame.at(), frame.item(), filled(frame.image(), bytes, random)))
                .toList();
    }

    private static byte[] filled(byte[] jpeg, int bytes, Random random) {
        int comment = bytes - jpeg.length - 2;
        if (comment < 2 || comment > 0xffff) {
            throw new IllegalArgumentException("No comment makes %d bytes of %d.".formatted(bytes, jpeg.length));
        }
        byte[] filled = new byte[bytes];
        var noise = new byte[comment - 2];
        random.nextBytes(noise);
        System.arraycopy(jpeg, 0, filled, 0, 2);
        filled[2] = (byte) 0xff;
        filled[3] = (byte) 0xfe;
        filled[4] = (byte) (comment >> 8);
        filled[5] = (byte) comment;
        System.arraycopy(noise, 0, filled, 6, noise.length);
        System.arraycopy(jpeg, 2, filled, 4 + comment, jpeg.length - 2);
        return filled;
    }

    /** The stations' registrations. */
    static List<MadeRecord> registrations(int stations, Serializer<SpecificRecord> values) {
        String topic = Topics.STATIONS.name();
        List<MadeRecord> records = new ArrayList<>();
        for (int i = 0; i < stations; i++) {
            var station = SimulatedStation.station(i);
            records.add(new MadeRecord(
                    topic, station.id(), values.serialize(topic, StationRecords.toAvro(station)), BEGIN));
        }
        return records;
    }

    /** The samples as records; the numbers of a station's readings and frames begin at 0. */
    static List<MadeRecord> records(List<Sample> samples, Serializer<SpecificRecord> values) {
        Map<String, Long> next = new HashMap<>();
        List<MadeRecord> records = new ArrayList<>();
        for (Sample sample : samples) {
            String topic = sample instanceof Sample.Frame ? Topics.FRAMES.name() : Topics.READINGS.name();
            long number = next.merge(topic + sample.stationId(), 1L, Long::sum) - 1;
            var numbered = new Numbered(sample.stationId(), BEGIN, number, sample.at());
            SpecificRecord record = sample instanceof Sample.Frame frame
                    ? FrameRecords.toAvro(numbered, frame.image())
                    : ReadingRecords.toAvro(numbered, ((Sample.Values) sample).values());
            records.add(new MadeRecord(topic, sample.stationId(), values.serialize(topic, record), sample.at()));
        }
        return records;
    }
}
