package org.skycast.streams;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.skycast.avro.EventForecast;
import org.skycast.avro.ForecastInputs;
import org.skycast.avro.Lineage;
import org.skycast.avro.SlotRevision;
import org.skycast.avro.VariableForecast;
import org.skycast.nowcast.forecast.Forecast;

/** The border on the way out: the domain's forecasts to Avro. */
public final class ForecastRecords {

    private ForecastRecords() {}

    /** The forecast as the log keeps it. */
    public static org.skycast.avro.Forecast toAvro(Forecast forecast) {
        return org.skycast.avro.Forecast.newBuilder()
                .setLineage(toAvro(forecast.lineage()))
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
                .setInputs(new ForecastInputs(forecast.completeness(), forecast.degraded()))
                .build();
    }

    private static Lineage toAvro(Forecast.Lineage lineage) {
        return new Lineage(
                lineage.model().id(),
                lineage.model().version(),
                lineage.model().sha256(),
                lineage.featureSpec(),
                ObservationRecords.toAvro(lineage.observation()),
                lineage.slots().stream()
                        .map(slot -> new SlotRevision(slot.start(), slot.revision()))
                        .toList());
    }

    private static VariableForecast toAvro(Forecast.OfVariable variable) {
        return new VariableForecast(
                variable.feature().cfName(),
                variable.feature().units(),
                minutes(variable.leads()),
                variable.levels(),
                variable.values());
    }

    private static EventForecast toAvro(Forecast.OfEvent event) {
        return new EventForecast(
                event.event().name(),
                event.event().of().cfName(),
                event.event().threshold(),
                event.event().of().units(),
                minutes(event.leads()),
                event.probabilities());
    }

    private static List<Integer> minutes(List<Duration> leads) {
        return leads.stream().map(lead -> (int) lead.toMinutes()).toList();
    }

    @SuppressWarnings("NullAway") // a nullable field of the record
    private static Double seconds(Optional<Duration> age) {
        return age.map(span -> span.toMillis() / 1000.0).orElse(null);
    }
}
