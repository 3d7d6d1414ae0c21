package org.skycast.benchmarks.flink;

import java.util.Optional;
import org.skycast.nowcast.learn.LearningStore;
import org.skycast.nowcast.observe.JoinStore;
import org.skycast.nowcast.session.HistoryStore;
import org.skycast.nowcast.station.Station;

/** All that is remembered of one station: what the topology has in its stores. */
interface StationMemory {

    /** The station as it is registered, if it is. */
    Optional<Station> station();

    /** Registers it. */
    void register(Station station);

    /** What the station observer remembers. */
    JoinStore join();

    /** The forecasts' history. */
    HistoryStore history();

    /** What the station has taught the model. */
    LearningStore learning();
}
