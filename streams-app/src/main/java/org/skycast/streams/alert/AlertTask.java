package org.skycast.streams.alert;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.skycast.nowcast.alert.AlertBook;
import org.skycast.nowcast.alert.AlertOutcome;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.alert.LeadSkill;
import org.skycast.nowcast.alert.StationAlertJudge;
import org.skycast.nowcast.alert.StationAlerts;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Origin;
import org.skycast.streams.metrics.AlertGauge;

/**
 * What a task of the alerts stage holds while it runs. Beside the stores it keeps in memory when something falls due at
 * each station that has an alert, so that a tick looks at those alone.
 */
final class AlertTask {

    private final AlertStores stores;
    private final AlertGauge gauge;
    private final Map<String, Instant> due = new HashMap<>();
    private AlertBook book;

    AlertTask(AlertStores stores, AlertGauge gauge) {
        this.stores = stores;
        this.gauge = gauge;
        this.book = stores.book();
        stores.forEach(this::note);
    }

    /** The ids of the rules that it knows. */
    List<String> rules() {
        return book.known().stream().map(AlertRule::id).distinct().toList();
    }

    /** From now on it is known; what falls due by it is found anew. */
    void rule(AlertRule rule) {
        stores.keep(rule);
        book = book.with(rule);
        stores.forEach(this::note);
    }

    AlertOutcome take(String station, Forecast forecast, Origin at) {
        StationAlerts before = stores.of(station);
        return kept(station, before, judge(station).take(before, forecast, at));
    }

    /**
     * Lets the log's time pass; stations by their ids, so that the order is always the same.
     *
     * @param publish takes what came of it at a station, before the next one's turn
     */
    void pass(Instant time, BiConsumer<String, AlertOutcome> publish) {
        due.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(time))
                .map(Map.Entry::getKey)
                .sorted()
                .toList()
                .forEach(station -> {
                    StationAlerts before = stores.of(station);
                    publish.accept(station, kept(station, before, judge(station).pass(before, time)));
                });
    }

    private StationAlertJudge judge(String station) {
        return new StationAlertJudge(station, book, LeadSkill.LEARNT);
    }

    private AlertOutcome kept(String station, StationAlerts before, AlertOutcome outcome) {
        if (!outcome.next().equals(before)) {
            stores.keep(station, outcome.next());
            note(station, outcome.next());
        }
        return outcome;
    }

    private void note(String station, StationAlerts alerts) {
        Optional<Instant> next = alerts.due(book);
        next.ifPresentOrElse(at -> due.put(station, at), () -> due.remove(station));
        gauge.show(station, alerts);
    }

    void close() {
        gauge.hide();
    }
}
