package org.skycast.dashboard.project;

import java.util.List;
import java.util.Map;
import org.skycast.avro.Alert;
import org.skycast.avro.AlertText;
import org.skycast.avro.TopicPartitionOffset;
import org.skycast.avro.WeatherAlert;
import org.skycast.topics.Topics;

/** Alerts that are made up. */
public final class MadeAlerts {

    private MadeAlerts() {}

    /** A message of an incident. */
    public static Alert message(String id, String station, int sequence, String state) {
        WeatherAlert weather = WeatherAlert.newBuilder()
                .setMessageId(id + "/" + sequence)
                .setIncident(id)
                .setSequence(sequence)
                .setReferences(List.of())
                .setRuleRevision(1)
                .setTitle("Frost")
                .setStatus("Actual")
                .setScope("Public")
                .setArea("Here")
                .setZone("Europe/Oslo")
                .setLabels(Map.of())
                .setSent(MadeTopics.at(sequence))
                .setRaisedAt(MadeTopics.START)
                .setEnds(null)
                .setStaleAfter(MadeTopics.at(sequence + 6))
                .setLevel(1)
                .setLevels(2)
                .setVariable("air_temperature")
                .setEvent(null)
                .setMeasure("VALUE")
                .setComparator("<")
                .setThreshold(0)
                .setUnits("degC")
                .setGivenThreshold(0)
                .setGivenUnits("degC")
                .setLeadMinutes(List.of(60))
                .setProbabilities(List.of(0.7))
                .setPeak(0.7)
                .setUpperBound(0.7)
                .setNewest(1.0)
                .setReason("RAISED")
                .setReasonText("It was raised.")
                .setForecast(new TopicPartitionOffset(Topics.FORECASTS.name(), 0, 0L))
                .setReferenceTime(MadeTopics.START)
                .setCompleteness(1)
                .setTexts(Map.of("en", new AlertText("Frost is likely", "It gets cold.", "Cover plants.")))
                .build();
        return Alert.newBuilder()
                .setId(id)
                .setRule("frost")
                .setStationId(station)
                .setSeverity("Moderate")
                .setUrgency("Expected")
                .setCertainty("Likely")
                .setOnset(MadeTopics.START)
                .setExpires(MadeTopics.at(12))
                .setState(state)
                .setProbability(0.7)
                .setLineage(MadeTopics.lineage("a".repeat(64)))
                .setWeather(weather)
                .build();
    }
}
