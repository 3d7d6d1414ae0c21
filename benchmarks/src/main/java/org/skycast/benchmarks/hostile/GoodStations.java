package org.skycast.benchmarks.hostile;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;
import org.skycast.records.FrameRecords;
import org.skycast.records.Numbered;
import org.skycast.records.ReadingRecords;
import org.skycast.records.StationRecords;
import org.skycast.topics.Topics;

/** Stations that send as they should, seeded: a reading a minute and a frame each ten. Each partition has one at least. */
final class GoodStations {

    /** How many partitions the topics have. */
    static final int PARTITIONS = 4;

    private static final int SLOT = 10;

    private final Wire wire;
    private final Instant begin;
    private final int minutes;
    private final Random random;
    private final List<Station> stations;

    /** @param minutes how long they send, of their own time; whole slots */
    GoodStations(long seed, Wire wire, Instant begin, int minutes) {
        this.random = new Random(seed);
        this.wire = wire;
        this.begin = begin;
        this.minutes = minutes;
        this.stations = oneAPartition();
    }

    private static List<Station> oneAPartition() {
        List<Station> found = new ArrayList<>();
        Set<Integer> partitions = new HashSet<>();
        for (int number = 0; partitions.size() < PARTITIONS; number++) {
            String id = "good-%d".formatted(number);
            byte[] key = id.getBytes(StandardCharsets.UTF_8);
            if (partitions.add(Utils.toPositive(Utils.murmur2(key)) % PARTITIONS)) {
                found.add(new Station(id, id, new Site(55.0 - number, 12.0, 10.0)));
            }
        }
        return found;
    }

    List<String> ids() {
        return stations.stream().map(Station::id).toList();
    }

    int minutes() {
        return minutes;
    }

    /** Their registrations. */
    List<HostileRecord> registrations() {
        return stations.stream()
                .map(station -> HostileRecord.of(
                                Topics.STATIONS,
                                station.id(),
                                wire.of(Topics.STATIONS, StationRecords.toAvro(station)),
                                new Fate.Taken())
                        .kind("good station"))
                .toList();
    }

    /** What they all send in a minute; minutes are asked for in order. */
    List<HostileRecord> minute(int minute) {
        List<HostileRecord> sent = new ArrayList<>();
        for (Station station : stations) {
            if (minute % SLOT == SLOT / 2) {
                var numbered = new Numbered(station.id(), begin.minusSeconds(60), minute / SLOT, at(minute));
                byte[] wired =
                        wire.of(Topics.FRAMES, FrameRecords.toAvro(numbered, Pictures.jpeg(random.nextInt(120))));
                sent.add(HostileRecord.of(Topics.FRAMES, station.id(), wired, fate(minute))
                        .kind("good frame"));
            }
            var numbered = new Numbered(station.id(), begin.minusSeconds(60), minute, at(minute));
            byte[] wired = wire.of(Topics.READINGS, ReadingRecords.toAvro(numbered, values(minute)));
            sent.add(HostileRecord.of(Topics.READINGS, station.id(), wired, fate(minute))
                    .kind("good reading of a good station"));
        }
        return sent;
    }

    private Fate fate(int minute) {
        return minute < minutes - SLOT ? new Fate.Used() : new Fate.Open();
    }

    private Instant at(int minute) {
        return begin.plus(Duration.ofMinutes(minute));
    }

    private Map<Variable, Double> values(int minute) {
        Map<Variable, Double> values = new EnumMap<>(Variable.class);
        values.put(Variable.AIR_TEMPERATURE, 12 + 4 * Math.sin(minute / 200.0) + random.nextDouble());
        values.put(Variable.RELATIVE_HUMIDITY, 60 + 10 * Math.cos(minute / 100.0) + random.nextDouble());
        values.put(Variable.PRESSURE, 1010 + random.nextDouble());
        values.put(Variable.WIND_SPEED, 3 + 2 * random.nextDouble());
        return values;
    }
}
