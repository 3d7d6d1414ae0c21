package org.skycast.trials.backtest;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What was foretold and measured at all stations of a back-test. */
public final class Archives {

    private final BackTestAsk ask;
    private final Map<String, StationArchive> byStation = new TreeMap<>();
    private final Map<Object, Object> shared = new HashMap<>();

    /** @param ask what is kept */
    public Archives(BackTestAsk ask) {
        this.ask = ask;
    }

    /** A station's, which is made if it is not there. */
    public StationArchive of(String station) {
        return byStation.computeIfAbsent(station, id -> new StationArchive(id, ask, this));
    }

    /** All of which there is anything, by id. */
    public Collection<StationArchive> all() {
        return byStation.values();
    }

    /** What equals {@code one} and came first: forecasts have their leads in common, and one list will do for all. */
    @SuppressWarnings("unchecked") // what equals it is of its type
    <T> T shared(T one) {
        return (T) shared.computeIfAbsent(one, same -> same);
    }
}
