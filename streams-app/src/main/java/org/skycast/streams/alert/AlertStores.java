package org.skycast.streams.alert;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.nowcast.alert.AlertBook;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.alert.StationAlerts;
import org.skycast.streams.topology.StationKeys;
import org.skycast.streams.topology.StoreSpec;

/** The stage's stores: the rules, and how far they have come at each station. */
final class AlertStores {

    /** By {@code id@revision}. */
    static final StoreSpec<AlertRule> RULES = new StoreSpec<>("alert-rules", AlertRule.class);

    /** By station id. */
    static final StoreSpec<StationAlerts> STATIONS = new StoreSpec<>("station-alerts", StationAlerts.class);

    private final KeyValueStore<String, AlertRule> rules;
    private final KeyValueStore<String, StationAlerts> stations;

    AlertStores(ProcessorContext<?, ?> context) {
        this.rules = RULES.in(context);
        this.stations = STATIONS.in(context);
    }

    /** The key of an alert's newest message. Ids of stations hold no slash. */
    static String key(String station, String rule) {
        return station + "/" + rule;
    }

    /** The station that such a key is of. */
    static String station(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    AlertBook book() {
        AlertBook[] book = {AlertBook.EMPTY};
        StationKeys.forEachValue(rules, rule -> book[0] = book[0].with(rule));
        return book[0];
    }

    void keep(AlertRule rule) {
        rules.put(rule.key(), rule);
    }

    StationAlerts of(String station) {
        return Optional.ofNullable(stations.get(station)).orElse(StationAlerts.NONE);
    }

    void keep(String station, StationAlerts alerts) {
        stations.put(station, alerts);
    }

    void forEach(BiConsumer<String, StationAlerts> action) {
        try (KeyValueIterator<String, StationAlerts> all = stations.all()) {
            all.forEachRemaining(entry -> action.accept(entry.key, entry.value));
        }
    }
}
