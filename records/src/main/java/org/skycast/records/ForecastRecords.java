package org.skycast.records;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.EventForecast;
import org.skycast.avro.ForecastInputs;
import org.skycast.avro.VariableForecast;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.ForecastSpec;

/** Forecasts between the domain and the log; there and back changes nothing that is scored. */
public final class ForecastRecords {

    private ForecastRecords() {}

    /** The forecast as the log keeps it. */
    public static org.skycast.avro.Forecast toAvro(Forecast forecast) {
        return org.skycast.avro.Forecast.newBuilder()
                .setLineage(LineageRecords.toAvro(forecast.lineage()))
                .setStationId(forecast.stationId())
                .setReferenceTime(forecast.referenceTime())
                .setIssuedAt(forecast.issuedAt())
                .setNewestFrameAgeSeconds(seconds(forecast.frameAge()))
                .setNewestReadingAgeSeconds(seconds(forecast.readingAge()))
                .setVariables(forecast.variables().stream()
                        .map(ForecastRecords::toAvro)
                        .toList())
                .setEvents(
                        forecast.events().stream().map(ForecastRecords::toAvro).toList())
                .setInputs(new ForecastInputs(forecast.completeness(), forecast.degraded(), forecast.unfamiliar()))
                .build();
    }

    @SuppressWarnings("NullAway") // a nullable field of the record
    private static VariableForecast toAvro(Forecast.OfVariable variable) {
        return new VariableForecast(
                variable.feature().cfName(),
                variable.feature().units(),
                LeadRecords.minutes(variable.leads()),
                variable.levels(),
                variable.values(),
                number(variable.newest()),
                variable.bundle().orElse(null));
    }

    @SuppressWarnings("NullAway") // a nullable field of the record
    private static EventForecast toAvro(Forecast.OfEvent event) {
        return new EventForecast(
                event.event().name(),
                event.event().of().cfName(),
                event.event().threshold(),
                event.event().of().units(),
                LeadRecords.minutes(event.leads()),
                event.probabilities(),
                number(event.newest()),
                seconds(event.newestAge()),
                event.bundle().orElse(null));
    }

    @SuppressWarnings("NullAway") // a nullable field of the record
    private static Double seconds(Optional<Duration> age) {
        return age.map(span -> span.toMillis() / 1000.0).orElse(null);
    }

    @SuppressWarnings("NullAway") // a nullable field of the record
    private static Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    /** The forecast that the log keeps; what a later version says of variables that this one does not know is left aside. */
    public static Forecast toDomain(org.skycast.avro.Forecast record) {
        return new Forecast(
                record.getStationId(),
                record.getReferenceTime(),
                record.getIssuedAt(),
                LineageRecords.toDomain(record.getLineage()),
                record.getVariables().stream()
                        .flatMap(variable -> toDomain(variable).stream())
                        .toList(),
                record.getEvents().stream()
                        .flatMap(event -> toDomain(event).stream())
                        .toList(),
                record.getInputs().getCompleteness(),
                record.getInputs().getDegraded(),
                record.getInputs().getUnfamiliar(),
                age(record.getNewestFrameAgeSeconds()),
                age(record.getNewestReadingAgeSeconds()));
    }

    private static Optional<Forecast.OfVariable> toDomain(VariableForecast variable) {
        return Feature.named(variable.getName())
                .map(feature -> new Forecast.OfVariable(
                        feature,
                        LeadRecords.leads(variable.getLeadMinutes()),
                        variable.getQuantileLevels(),
                        variable.getValues(),
                        number(variable.getNewest()),
                        Optional.ofNullable(variable.getBundleMedians())));
    }

    private static Optional<Forecast.OfEvent> toDomain(EventForecast event) {
        return Feature.named(event.getOf())
                .map(of -> new Forecast.OfEvent(
                        new ForecastSpec.Event(event.getName(), of, event.getThreshold(), of),
                        LeadRecords.leads(event.getLeadMinutes()),
                        event.getProbabilities(),
                        number(event.getNewest()),
                        age(event.getNewestAgeSeconds()),
                        Optional.ofNullable(event.getBundleProbabilities())));
    }

    private static OptionalDouble number(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static Optional<Duration> age(@Nullable Double seconds) {
        return Optional.ofNullable(seconds).map(s -> Duration.ofMillis(Math.round(s * 1000)));
    }
}
