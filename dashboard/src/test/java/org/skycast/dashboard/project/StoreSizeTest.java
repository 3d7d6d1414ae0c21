package org.skycast.dashboard.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.Station;
import org.skycast.avro.VariableForecast;
import org.skycast.avro.VariableSummary;
import org.skycast.dashboard.store.Store;
import org.skycast.nowcast.feature.Feature;
import org.skycast.topics.Topics;

/**
 * What stations take in the store once all that is kept of them is there, each with eleven variables measured and six foretold. More
 * stations with {@code -Dskycast.store.stations=1000}.
 */
class StoreSizeTest {

    private static final int STATIONS = Integer.getInteger("skycast.store.stations", 5);

    /** Two days, and half a day that is let go of again. */
    private static final int SLOTS = 360;

    private static final long MOST_BYTES_A_STATION = 1_000_000;
    private static final List<String> VARIABLES =
            Stream.of(Feature.values()).map(Feature::cfName).skip(1).toList();

    @TempDir
    Path folder;

    private static Observation observation(String id, int slot) {
        Observation of = MadeTopics.observation(id, slot, 0);
        of.setVariables(VARIABLES.stream()
                .map(name -> new VariableSummary(name, "unit", slot / 7.0, slot / 9.0, slot / 5.0, 10, List.of()))
                .toList());
        return of;
    }

    private static Forecast forecast(String id, int slot) {
        Forecast of = MadeTopics.forecast(id, slot);
        VariableForecast one = of.getVariables().get(0);
        of.setVariables(VARIABLES.stream()
                .limit(6)
                .map(name -> VariableForecast.newBuilder(one).setName(name).build())
                .toList());
        return of;
    }

    /** A slot of all stations, as it comes. */
    private static MadeTopics slot(int slot) {
        var log = new MadeTopics();
        Instant taken = MadeTopics.at(slot + 1);
        for (int i = 0; i < STATIONS; i++) {
            String id = "station-" + i;
            if (slot == 0) {
                log.add(Topics.STATIONS, id, new Station(id, "Name of " + id, MadeTopics.site()), taken);
            }
            log.add(Topics.OBSERVATIONS, id, observation(id, slot), taken);
            log.add(Topics.FORECASTS, id, forecast(id, slot), taken);
            for (int lead : new int[] {10, 60, 120, 240}) {
                log.add(Topics.SCORES, id, MadeTopics.score(id, slot, lead), taken);
            }
        }
        return log;
    }

    @Test
    void twoDaysOfAStationAreBounded() {
        long began = System.nanoTime();
        try (Store store = Store.open(folder.resolve("s.db"))) {
            var projection = new Projection(store, MadeTopics.SERDES, Set.of());
            long two = 0;
            for (int slot = 0; slot < SLOTS; slot++) {
                MadeTopics log = slot(slot);
                projection.take(log.records(), MadeTopics.next(log.records()));
                if (slot == 300) {
                    two = store.bytes();
                }
            }
            long bytes = store.bytes();
            System.out.printf(
                    Locale.ROOT,
                    "%d stations, two days: %.1f MB, %.0f kB a station, so 10,000 would take %.1f GB; read in %.0f s%n",
                    STATIONS,
                    bytes / 1e6,
                    bytes / 1e3 / STATIONS,
                    bytes / 1e9 / STATIONS * 10_000,
                    (System.nanoTime() - began) / 1e9);
            assertThat(bytes / STATIONS).isLessThan(MOST_BYTES_A_STATION + 20_000_000 / STATIONS);
            // What is older goes as what is newer comes; the journal is up to 16 MB more.
            assertThat(bytes).isLessThan(two * 11 / 10 + 16_777_216);
        }
    }
}
