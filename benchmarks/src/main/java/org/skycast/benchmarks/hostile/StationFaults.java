package org.skycast.benchmarks.hostile;

import java.util.List;
import java.util.Random;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.topics.Topics;

/** Registrations of stations that cannot be. */
final class StationFaults {

    private static final String HOSTILE = "\u001b[2J\r\n\u0000name\u202e";

    private final Random random;
    private final Wire wire;

    StationFaults(Random random, Wire wire) {
        this.random = random;
        this.wire = wire;
    }

    HostileKinds kinds() {
        List<String> ids = List.of("", "a b", HOSTILE, "x".repeat(65), "../../etc", "\uD83C\uDF29".repeat(20));
        List<Double> nowhere = List.of(Double.NaN, 1e300, -91.0, Double.POSITIVE_INFINITY, 10_001.0);
        return new HostileKinds()
                .one("station with an id that is none", () -> {
                    String id = ids.get(random.nextInt(ids.size()));
                    return sent(id, draft(id), Fate.Rejected.as(Reason.STATION_UNUSABLE));
                })
                .one("station off the earth", () -> {
                    String place = List.of("latitude", "longitude", "altitude").get(random.nextInt(3));
                    double value = nowhere.get(random.nextInt(2));
                    Draft station = draft("hostile-nowhere").with("site." + place, value);
                    return sent("hostile-nowhere", station, Fate.Rejected.as(Reason.STATION_UNUSABLE));
                })
                .one(
                        "station under another key",
                        () -> sent("hostile-key", draft("hostile-other"), Fate.Rejected.as(Reason.KEY_MISMATCH)))
                .one(
                        "station with control characters for a name",
                        () -> sent(
                                "hostile-name",
                                draft("hostile-name").with("name", HOSTILE.repeat(200)),
                                new Fate.Taken()));
    }

    private static Draft draft(String id) {
        return Draft.of(Topics.STATIONS).with("stationId", id).with("site.latitude", 55.0);
    }

    private HostileRecord sent(String key, Draft station, Fate fate) {
        return HostileRecord.of(Topics.STATIONS, key, wire.of(Topics.STATIONS, station), fate);
    }
}
