package org.skycast.streams.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** What came of a tick at a station. */
    record Passed(String station, AlertOutcome outcome) {}

    void rule(AlertRule rule) {
        stores.keep(rule);
        book = book.with(rule);
    }

    AlertOutcome take(String station, Forecast forecast, Origin at) {
        return kept(station, judge(station).take(stores.of(station), forecast, at));
    }

    /** Lets the log's time pass; stations by their ids, so that the order is always the same. */
    List<Passed> pass(Instant time) {
        boolean isChanging = book.known().stream().anyMatch(rule -> isChanging(rule, time));
        List<String> stations = due.entrySet().stream()
                .filter(entry -> isChanging || !entry.getValue().isAfter(time))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        List<Passed> passed = new ArrayList<>();
        for (String station : stations) {
            passed.add(new Passed(station, kept(station, judge(station).pass(stores.of(station), time))));
        }
        return passed;
    }

    /** Whether a revision began so lately that there may be a silent station which is still to be told. */
    private static boolean isChanging(AlertRule rule, Instant time) {
        Instant told = rule.from().plus(Duration.ofDays(1));
        return !rule.from().isAfter(time) && told.isAfter(time);
    }

    private StationAlertJudge judge(String station) {
        return new StationAlertJudge(station, book, LeadSkill.ASSUMED);
    }

    private AlertOutcome kept(String station, AlertOutcome outcome) {
        if (!outcome.isLeft()) {
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
