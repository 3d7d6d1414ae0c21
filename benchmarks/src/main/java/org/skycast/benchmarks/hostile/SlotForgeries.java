package org.skycast.benchmarks.hostile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** Observations and forecasts that nobody made, of a station that there is not, slot after slot: well-formed ones. */
final class SlotForgeries {

    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final List<Double> LEVELS = List.of(0.1, 0.5, 0.9);

    private final String id;
    private final Wire wire;
    private Instant next;

    SlotForgeries(String id, Wire wire, Instant begin) {
        this.id = id;
        this.wire = wire;
        this.next = begin;
    }

    String id() {
        return id;
    }

    /** The start of the slot that comes next. */
    Instant next() {
        return next;
    }

    /** The observation of the next slot. */
    HostileRecord observation() {
        Draft draft = draft(next);
        next = next.plus(SLOT);
        return sent(draft, new Fate.Taken());
    }

    /** An observation of a slot, still to be changed. */
    Draft draft(Instant start) {
        return Draft.of(Topics.OBSERVATIONS)
                .with("stationId", id)
                .with("site.latitude", 55.0)
                .with("site.longitude", 12.0)
                .with("slotStart", start)
                .with("slotMinutes", (int) SLOT.toMinutes())
                .with("variables", List.of(summary("air_temperature", 10)))
                .with("newestReadingAt", Draft.micros(start.plusSeconds(30)));
    }

    /** A variable of an observation. */
    GenericRecord summary(String name, double value) {
        return Draft.of(Draft.of(Topics.OBSERVATIONS).schema("variables"))
                .with("name", name)
                .with("units", "degC")
                .with("mean", value)
                .with("min", value)
                .with("max", value)
                .with("count", 10)
                .record();
    }

    HostileRecord sent(Draft observation, Fate fate) {
        return HostileRecord.of(Topics.OBSERVATIONS, id, wire.of(Topics.OBSERVATIONS, observation), fate);
    }

    /** A forecast from the beginning of the next slot on. */
    HostileRecord forecast(Topic<?> topic) {
        return sent(topic, forecastDraft(next, List.of(10, 20, 30)), new Fate.Taken());
    }

    /** A forecast, still to be changed. */
    Draft forecastDraft(Instant reference, List<Integer> leads) {
        Draft forecast = Draft.of(Topics.FORECASTS)
                .with("stationId", id)
                .with("referenceTime", reference)
                .with("issuedAt", reference)
                .with("lineage.modelId", "forged")
                .with("inputs.completeness", 1.0);
        return forecast.with("variables", List.of(variable(leads, LEVELS, quantiles(leads.size()))))
                .with(
                        "events",
                        List.of(event(
                                leads,
                                IntStream.range(0, leads.size())
                                        .mapToObj(i -> 0.5f)
                                        .toList())));
    }

    /** Quantiles for so many leads. */
    static List<List<Float>> quantiles(int leads) {
        List<List<Float>> quantiles = new ArrayList<>();
        for (int i = 0; i < leads; i++) {
            quantiles.add(List.of(8f, 10f, 12f));
        }
        return quantiles;
    }

    GenericRecord variable(List<Integer> leads, List<Double> levels, List<List<Float>> values) {
        return Draft.of(Draft.of(Topics.FORECASTS).schema("variables"))
                .with("name", "air_temperature")
                .with("units", "degC")
                .with("leadMinutes", leads)
                .with("quantileLevels", levels)
                .with("values", values)
                .record();
    }

    GenericRecord event(List<Integer> leads, List<Float> probabilities) {
        return Draft.of(Draft.of(Topics.FORECASTS).schema("events"))
                .with("name", "warm")
                .with("of", "air_temperature")
                .with("threshold", 9.0)
                .with("units", "degC")
                .with("leadMinutes", leads)
                .with("probabilities", probabilities)
                .record();
    }

    HostileRecord sent(Topic<?> topic, Draft forecast, Fate fate) {
        return HostileRecord.of(topic, id, wire.of(topic, forecast), fate);
    }
}
