package org.skycast.streams.metrics;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.skycast.nowcast.alert.AlertState;
import org.skycast.nowcast.alert.StationAlerts;

/** How many alerts are open now at the stations of a task; it adds them to what all tasks show. For one thread. */
public final class AlertGauge {

    private final Map<AlertState.Phase, AtomicLong> shown;
    private final Map<String, Map<AlertState.Phase, Long>> stations = new HashMap<>();

    AlertGauge(Map<AlertState.Phase, AtomicLong> shown) {
        this.shown = shown;
    }

    /** Shows a station's. */
    public void show(String station, StationAlerts alerts) {
        Map<AlertState.Phase, Long> now = new EnumMap<>(AlertState.Phase.class);
        alerts.states().forEach(state -> state.open().ifPresent(open -> now.merge(open.phase(), 1L, Long::sum)));
        Map<AlertState.Phase, Long> before = now.isEmpty() ? stations.remove(station) : stations.put(station, now);
        shown.forEach((phase, number) ->
                number.addAndGet(now.getOrDefault(phase, 0L) - (before == null ? 0 : before.getOrDefault(phase, 0L))));
    }

    /** Another instance may have the stations from now on. */
    public void hide() {
        stations.values()
                .forEach(alerts -> shown.forEach((phase, number) -> number.addAndGet(-alerts.getOrDefault(phase, 0L))));
        stations.clear();
    }
}
