package org.skycast.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.avro.Alert;
import org.skycast.avro.Forecast;
import org.skycast.avro.Rejected;
import org.skycast.avro.VariableForecast;
import org.skycast.cli.alerts.AlertLine;
import org.skycast.text.Printable;

/** What the demo has seen come out so far. Thread-safe. */
final class DemoBoard {

    private final Map<String, Row> rows = new TreeMap<>();
    private final Map<String, Long> forecasts = new TreeMap<>();
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Map<String, Long> alerts = new TreeMap<>();
    private final Map<String, Map<String, String>> open = new TreeMap<>();
    private final List<String> told = new ArrayList<>();
    private long deadLetters;

    /**
     * A station's newest forecast.
     *
     * @param inOneHour air temperature an hour ahead, if it is forecast
     * @param inFourHours the same four hours ahead
     * @param rain how likely in the ten minutes an hour ahead, between 0 and 1
     * @param cloudy likewise, that more than half of the sky is covered
     * @param wind median of the wind speed an hour ahead, m s-1
     */
    record Row(
            Instant referenceTime,
            Optional<Interval> inOneHour,
            Optional<Interval> inFourHours,
            Optional<Float> rain,
            Optional<Float> cloudy,
            Optional<Float> wind,
            String degraded) {}

    /** A median and an interval that holds the truth in eight of ten cases. */
    record Interval(float low, float median, float high, String units) {}

    synchronized void add(Forecast forecast) {
        forecasts.merge(forecast.getStationId(), 1L, Long::sum);
        rows.put(
                forecast.getStationId(),
                new Row(
                        forecast.getReferenceTime(),
                        interval(forecast, "air_temperature", 60),
                        interval(forecast, "air_temperature", 240),
                        chance(forecast, "rain", 60),
                        chance(forecast, "cloudy", 60),
                        interval(forecast, "wind_speed", 60).map(Interval::median),
                        String.join(",", forecast.getInputs().getDegraded())));
    }

    synchronized void add(Rejected record) {
        rejected.merge(record.getReason(), 1L, Long::sum);
    }

    synchronized void add(Alert alert) {
        alerts.merge(alert.getState(), 1L, Long::sum);
        told.add(AlertLine.of(alert));
        Map<String, String> ofStation = open.computeIfAbsent(alert.getStationId(), id -> new TreeMap<>());
        switch (alert.getState()) {
            case "RAISED", "UPDATED" ->
                ofStation.put(
                        alert.getRule(),
                        "%s %d%%".formatted(Printable.name(alert.getRule()), Math.round(100 * alert.getProbability())));
            case "UNKNOWN" -> ofStation.put(alert.getRule(), Printable.name(alert.getRule()) + " ?");
            default -> ofStation.remove(alert.getRule());
        }
    }

    /** How many messages of alerts, by state. */
    synchronized Map<String, Long> alerts() {
        return new TreeMap<>(alerts);
    }

    /** A station's alerts, in a few words. */
    synchronized String openAt(String station) {
        return String.join(", ", open.getOrDefault(station, Map.of()).values());
    }

    /** The messages that have come since the last time, a line each. */
    synchronized List<String> told() {
        List<String> lines = List.copyOf(told);
        told.clear();
        return lines;
    }

    synchronized void addDeadLetter() {
        deadLetters++;
    }

    synchronized Map<String, Row> rows() {
        return new TreeMap<>(rows);
    }

    synchronized Map<String, Long> forecasts() {
        return new TreeMap<>(forecasts);
    }

    synchronized Map<String, Long> rejected() {
        return new TreeMap<>(rejected);
    }

    synchronized long deadLetters() {
        return deadLetters;
    }

    long forecastsInAll() {
        return forecasts().values().stream().mapToLong(Long::longValue).sum();
    }

    private static Optional<Float> chance(Forecast forecast, String event, int leadMinutes) {
        return forecast.getEvents().stream()
                .filter(of -> of.getName().equals(event))
                .filter(of -> of.getLeadMinutes().indexOf(leadMinutes) >= 0)
                .filter(of -> of.getLeadMinutes().indexOf(leadMinutes)
                        < of.getProbabilities().size())
                .findFirst()
                .map(of -> of.getProbabilities().get(of.getLeadMinutes().indexOf(leadMinutes)));
    }

    private static Optional<Interval> interval(Forecast forecast, String name, int leadMinutes) {
        return forecast.getVariables().stream()
                .filter(variable -> variable.getName().equals(name))
                .findFirst()
                .flatMap(variable -> interval(variable, leadMinutes));
    }

    private static Optional<Interval> interval(VariableForecast variable, int leadMinutes) {
        int lead = variable.getLeadMinutes().indexOf(leadMinutes);
        int low = variable.getQuantileLevels().indexOf(0.1);
        int median = variable.getQuantileLevels().indexOf(0.5);
        int high = variable.getQuantileLevels().indexOf(0.9);
        if (lead < 0
                || low < 0
                || median < 0
                || high < 0
                || variable.getValues().size() <= lead) {
            return Optional.empty();
        }
        var values = variable.getValues().get(lead);
        if (values.size() <= Math.max(low, Math.max(median, high))) {
            return Optional.empty();
        }
        return Optional.of(new Interval(values.get(low), values.get(median), values.get(high), variable.getUnits()));
    }
}
