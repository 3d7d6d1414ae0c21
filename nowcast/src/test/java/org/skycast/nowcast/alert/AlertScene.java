package org.skycast.nowcast.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.observe.Origin;

/** A station whose forecasts say what a test wants, and what its rules have told so far. */
final class AlertScene {

    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    static final Duration SLOT = Duration.ofMinutes(10);
    static final Duration LATE = Duration.ofMinutes(2);

    private static final ForecastSpec.Event RAIN =
            new ForecastSpec.Event("rain", Feature.RAIN, 0.1, Feature.RELATIVE_HUMIDITY);
    private static final List<Duration> LEADS =
            IntStream.rangeClosed(1, 24).mapToObj(SLOT::multipliedBy).toList();

    final String station;
    AlertBook book;
    StationAlerts state = StationAlerts.NONE;
    final List<AlertMessage> messages = new ArrayList<>();
    final List<String> forgotten = new ArrayList<>();

    AlertScene(String station, AlertRule... rules) {
        this.station = station;
        this.book = AlertBook.EMPTY;
        for (AlertRule rule : rules) {
            book = book.with(rule);
        }
    }

    /** A rule of rain with one level: raised from 0.6 on by two of three, held above 0.3. */
    static AlertRule rain(String id) {
        return rain(id, 1, START, true, level(0.6, 0.3));
    }

    static AlertRule rain(String id, int revision, Instant from, boolean enabled, AlertLevel... levels) {
        return new AlertRule(
                id,
                revision,
                from,
                enabled,
                "Rain",
                enabled ? "" : "It cried wolf.",
                new AlertPlaces(List.of("*"), Map.of()),
                new AlertCondition(
                        Feature.RAIN,
                        Optional.of("rain"),
                        AlertCondition.Measure.VALUE,
                        AlertRelation.AT_LEAST,
                        "mm",
                        new AlertCondition.LeadWindow(SLOT, Duration.ofMinutes(120))),
                List.of(levels),
                new AlertTiming(2, 3, 3, Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(8)),
                new AlertDemands(0.5, Duration.ofMinutes(45), false),
                new AlertWording(
                        AlertWording.Status.Test,
                        AlertWording.Scope.Public,
                        ZoneId.of("Europe/Copenhagen"),
                        Optional.empty(),
                        Map.of("en", new AlertPhrases("{title} at {station}: {probability} %", "", "", "", "", "", "")),
                        Map.of()));
    }

    static AlertLevel level(double raise, double clear) {
        return new AlertLevel(
                AlertSeverity.Moderate, 0.1, 0.1, raise, clear, OptionalDouble.empty(), AlertCalibration.NONE);
    }

    static Instant at(int slot) {
        return START.plus(SLOT.multipliedBy(slot));
    }

    /** The forecast of a slot: as likely at every lead. */
    static Forecast forecast(String station, int slot, double p) {
        return forecast(station, slot, Collections.nCopies(LEADS.size(), (float) p), List.of());
    }

    static Forecast forecast(String station, int slot, List<Float> byLead, List<String> degraded) {
        return forecast(
                station,
                slot,
                new Forecast.OfEvent(RAIN, LEADS, byLead, OptionalDouble.empty(), Optional.empty(), Optional.empty()),
                degraded);
    }

    private static Forecast forecast(String station, int slot, Forecast.OfEvent event, List<String> degraded) {
        return new Forecast(
                station,
                at(slot),
                at(slot).plus(LATE),
                new Forecast.Lineage(
                        new Forecaster.Model("m", "1", ""),
                        "slots-1",
                        new Origin("o", 0, slot),
                        List.of(),
                        Optional.empty()),
                List.of(),
                degraded.contains("rain") ? List.of() : List.of(event),
                1,
                degraded,
                List.of(),
                Optional.empty(),
                Optional.of(Duration.ofMinutes(5)));
    }

    AlertScene say(int slot, double p) {
        return take(forecast(station, slot, p));
    }

    /** Certain rain, where so much was measured at an age. */
    AlertScene rained(int slot, double mm, Duration age) {
        List<Float> certain = Collections.nCopies(LEADS.size(), 0.9f);
        var event =
                new Forecast.OfEvent(RAIN, LEADS, certain, OptionalDouble.of(mm), Optional.of(age), Optional.empty());
        return take(forecast(station, slot, event, List.of()));
    }

    AlertScene lack(int slot, String... degraded) {
        return take(forecast(station, slot, Collections.nCopies(LEADS.size(), 0f), List.of(degraded)));
    }

    AlertScene take(Forecast forecast) {
        return keep(judge().take(state, forecast, new Origin("skycast", 0, 7)));
    }

    AlertScene pass(Instant time) {
        return keep(judge().pass(state, time));
    }

    private StationAlertJudge judge() {
        return new StationAlertJudge(station, book, LeadSkill.ASSUMED);
    }

    private AlertScene keep(AlertOutcome outcome) {
        state = outcome.next();
        messages.addAll(outcome.messages());
        forgotten.addAll(outcome.forgotten());
        return this;
    }

    /** Raised by slots 1 and 2. */
    AlertScene raised() {
        return say(1, 0.8).say(2, 0.8);
    }

    List<String> told() {
        return messages.stream()
                .map(message -> message.kind() + "/" + message.reason())
                .toList();
    }
}
