package org.skycast.trials.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.warning.SlotSeries;
import org.skycast.streams.StartupException;

/** What was foretold and measured at a station, as far as rules ask for it. */
public final class StationArchive {

    private final String station;
    private final BackTestAsk ask;
    private final Archives archives;
    private final Map<Feature, SlotSeries> measured = new EnumMap<>(Feature.class);
    private final List<KeptForecast> forecasts = new ArrayList<>();
    private Duration slot = Duration.ZERO;

    /** @param archives of all stations */
    StationArchive(String station, BackTestAsk ask, Archives archives) {
        this.station = station;
        this.ask = ask;
        this.archives = archives;
    }

    /** The station's id. */
    public String station() {
        return station;
    }

    /** How many forecasts there are. */
    public int size() {
        return forecasts.size();
    }

    /** Takes what was measured in a slot, in the place of its earlier revisions. */
    public void add(Observation observation) {
        if (slot.isZero()) {
            slot = observation.slot().length();
        }
        if (!slot.equals(observation.slot().length())) {
            throw new StartupException(
                    "The slots of %s are %d minutes long and then %d; give a range in which they are alike."
                            .formatted(
                                    station,
                                    slot.toMinutes(),
                                    observation.slot().length().toMinutes()));
        }
        Instant end = observation.slot().end();
        for (Feature feature : ask.features()) {
            series(feature).put(end, feature.of(observation.variables()).orElse(Double.NaN));
        }
    }

    /** Takes a forecast, if it is of the range and newer than all before. */
    public void add(Forecast forecast, Origin at) {
        boolean isNewer = forecasts.isEmpty()
                || forecast.referenceTime()
                        .isAfter(forecasts.get(forecasts.size() - 1).reference());
        if (ask.wants(forecast.referenceTime()) && isNewer) {
            forecasts.add(new KeptForecast(forecast, at, ask, archives));
        }
    }

    /** Whether anything was both foretold and measured. */
    boolean isOfUse() {
        return !slot.isZero() && !forecasts.isEmpty();
    }

    Duration slot() {
        return slot;
    }

    /** Where the first forecast of this reference time or a later one stands. */
    int indexOf(Instant reference) {
        int low = 0;
        int high = forecasts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (forecasts.get(middle).reference().isBefore(reference)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** From the first forecast within a range to the last, and its slot. */
    Duration span(Instant from, Instant to) {
        int first = indexOf(from);
        int last = indexOf(to) - 1;
        return last < first
                ? Duration.ZERO
                : Duration.between(
                                forecasts.get(first).reference(),
                                forecasts.get(last).reference())
                        .plus(slot);
    }

    SlotSeries series(Feature feature) {
        return measured.computeIfAbsent(feature, of -> new SlotSeries(slot));
    }

    List<KeptForecast> forecasts() {
        return forecasts;
    }
}
