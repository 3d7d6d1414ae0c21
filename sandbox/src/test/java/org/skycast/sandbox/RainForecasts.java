package org.skycast.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.observe.Origin;
import org.skycast.records.ForecastRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.topics.Topics;

/** Made-up forecasts of rain at stations that now and then fall silent or lose their sensors, seeded. Times are in slots. */
final class RainForecasts implements AutoCloseable {

    private static final int STATIONS = 6;
    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final List<Duration> LEADS =
            IntStream.rangeClosed(1, 24).mapToObj(SLOT::multipliedBy).toList();
    private static final ForecastSpec.Event RAIN =
            new ForecastSpec.Event("rain", Feature.RAIN, 0.1, Feature.RELATIVE_HUMIDITY);

    private final Random random = new Random(7);
    private final Map<String, Double> said = new HashMap<>();
    private final Producer<String, org.skycast.avro.Forecast> producer;
    private final Instant start;

    RainForecasts(Rig rig) {
        this(rig, at(0));
    }

    /** @param start when slot 0 ends */
    RainForecasts(Rig rig, Instant start) {
        this.producer = producer(rig);
        this.start = start;
    }

    private static Producer<String, org.skycast.avro.Forecast> producer(Rig rig) {
        return new KafkaProducer<>(
                new HashMap<>(rig.clients()),
                new StringSerializer(),
                AvroSerdes.values(org.skycast.avro.Forecast.class, rig.clients())
                        .serializer());
    }

    static Instant at(int slot) {
        return Instant.parse("2026-06-01T00:00:00Z").plus(SLOT.multipliedBy(slot));
    }

    /** Sends those of some slots, the last left out, and waits until the broker has them. */
    void send(int from, int to) {
        for (int slot = from; slot < to; slot++) {
            for (int i = 0; i < STATIONS; i++) {
                String station = "s-" + i;
                double p = said.getOrDefault(station, 0.3) + 0.2 * random.nextGaussian();
                said.put(station, Math.max(0, Math.min(1, p)));
                // Now and then a station falls silent, or its sensor is lost.
                boolean silent = slot / 20 % STATIONS == i;
                boolean lost = slot / 15 % STATIONS == i && !silent;
                if (!silent) {
                    producer.send(new ProducerRecord<>(
                            Topics.FORECASTS.name(), station, forecast(station, slot, said.get(station), lost)));
                }
            }
        }
        producer.flush();
    }

    private org.skycast.avro.Forecast forecast(String station, int slot, double p, boolean lost) {
        Instant reference = start.plus(SLOT.multipliedBy(slot));
        var rain = new Forecast.OfEvent(
                RAIN,
                LEADS,
                Collections.nCopies(LEADS.size(), (float) p),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
        return ForecastRecords.toAvro(new Forecast(
                station,
                reference,
                reference.plusSeconds(90),
                new Forecast.Lineage(
                        new Forecaster.Model("m", "1", ""),
                        "slots-1",
                        new Origin("o", 0, slot),
                        List.of(),
                        Optional.empty()),
                List.of(),
                List.of(rain),
                1,
                lost ? List.of("newest_slot") : List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(Duration.ofMinutes(2))));
    }

    @Override
    public void close() {
        producer.close();
    }
}
