package org.skycast.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.skycast.avro.Alert;
import org.skycast.avro.AlertReference;
import org.skycast.avro.AlertText;
import org.skycast.avro.Lineage;
import org.skycast.avro.TopicPartitionOffset;
import org.skycast.avro.WeatherAlert;

/** Messages of a frost at an orchard, as the log holds them. */
public final class WeatherAlertScene {

    public static final Instant RAISED = Instant.parse("2026-11-20T18:00:00Z");
    public static final String INCIDENT = "orchard-1/frost/2026-11-20T18:00:00Z";

    private WeatherAlertScene() {}

    /** The message of this number, from 1, ten minutes after the one before. */
    public static Alert message(String state, int sequence) {
        Instant sent = RAISED.plusSeconds(600L * (sequence - 1)).plusMillis(1_234);
        List<AlertReference> earlier = IntStream.range(1, sequence)
                .mapToObj(number -> new AlertReference(
                        INCIDENT + "/" + number,
                        RAISED.plusSeconds(600L * (number - 1)).plusMillis(1_234)))
                .toList();
        WeatherAlert weather = WeatherAlert.newBuilder()
                .setMessageId(INCIDENT + "/" + sequence)
                .setIncident(INCIDENT)
                .setSequence(sequence)
                .setReferences(earlier)
                .setRuleRevision(1)
                .setTitle("Frost")
                .setStatus("Actual")
                .setScope("Public")
                .setArea("Orchard, north slope")
                .setZone("Europe/Oslo")
                .setLabels(Map.of("crop", "apple"))
                .setSent(sent)
                .setRaisedAt(RAISED)
                .setEnds(RAISED.plusSeconds(4 * 3600))
                .setStaleAfter(RAISED.plusSeconds(4 * 3600))
                .setLevel(1)
                .setLevels(2)
                .setVariable("air_temperature")
                .setMeasure("VALUE")
                .setComparator("<")
                .setThreshold(0)
                .setUnits("degC")
                .setGivenThreshold(32)
                .setGivenUnits("degF")
                .setLeadMinutes(List.of(10, 60))
                .setProbabilities(List.of(0.4, 0.7))
                .setPeak(0.7)
                .setUpperBound(1)
                .setNewest(1.5)
                .setReason(state.equals("CLEARED") ? "BELOW_CLEAR" : state)
                .setReasonText("The probability reached 0.6 in 2 of 3 forecasts.")
                .setForecast(new TopicPartitionOffset("skycast.forecasts", 0, 7L))
                .setReferenceTime(RAISED)
                .setCompleteness(1)
                .setTexts(Map.of(
                        "en", new AlertText("Frost at Orchard: 70 %", "It freezes & it's < 32 degF.", "Cover."),
                        "nb", new AlertText("Frost i frukthagen: 70 %", "", "")))
                .build();
        return Alert.newBuilder()
                .setId(INCIDENT)
                .setRule("frost")
                .setStationId("orchard-1")
                .setSeverity("Moderate")
                .setUrgency("Expected")
                .setCertainty("Likely")
                .setOnset(RAISED.plusSeconds(3000))
                .setExpires(RAISED.plusSeconds(4 * 3600))
                .setState(state)
                .setProbability(0.7)
                .setLineage(lineage())
                .setWeather(weather)
                .build();
    }

    private static Lineage lineage() {
        return Lineage.newBuilder()
                .setModelId("skycast")
                .setModelVersion("1")
                .setBundleSha256("")
                .setFeatureSpec("slots-1")
                .setObservation(new TopicPartitionOffset("skycast.observations", 0, 7L))
                .setSlots(List.of())
                .build();
    }
}
