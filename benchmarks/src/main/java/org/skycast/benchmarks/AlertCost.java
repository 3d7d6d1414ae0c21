package org.skycast.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serde;
import org.skycast.nowcast.alert.AlertBook;
import org.skycast.nowcast.alert.AlertCalibration;
import org.skycast.nowcast.alert.AlertCondition;
import org.skycast.nowcast.alert.AlertDemands;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.alert.AlertOutcome;
import org.skycast.nowcast.alert.AlertPhrases;
import org.skycast.nowcast.alert.AlertPlaces;
import org.skycast.nowcast.alert.AlertRelation;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.alert.AlertSeverity;
import org.skycast.nowcast.alert.AlertTiming;
import org.skycast.nowcast.alert.AlertWording;
import org.skycast.nowcast.alert.LeadSkill;
import org.skycast.nowcast.alert.StationAlertJudge;
import org.skycast.nowcast.alert.StationAlerts;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.observe.Origin;
import org.skycast.streams.topology.SmileSerde;

/**
 * What weather alerts cost a station with many rules: microseconds a forecast and rule, judged alone, and read from and
 * written to a store's bytes as the stage does, in turn; and how many bytes are kept of a station and rule.
 */
public final class AlertCost {

    private static final int STATIONS = 10_000;
    private static final int RULES = 200;
    private static final int SLOTS = 600;
    private static final int WARM = 200;
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final List<Duration> LEADS =
            IntStream.rangeClosed(1, 24).mapToObj(SLOT::multipliedBy).toList();
    private static final List<Double> LEVELS = List.of(0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98);

    private AlertCost() {}

    /** @param arguments none */
    public static void main(String[] arguments) {
        AlertBook book = AlertBook.EMPTY;
        for (int rule = 0; rule < RULES; rule++) {
            book = book.with(rule(rule));
        }
        var judge = new StationAlertJudge("s", book, LeadSkill.ASSUMED);
        Serde<StationAlerts> store = SmileSerde.of(StationAlerts.class);
        var random = new Random(1);
        StationAlerts alone = StationAlerts.NONE;
        byte[] kept = store.serializer().serialize("t", StationAlerts.NONE);
        List<Double> judged = new ArrayList<>();
        List<Double> stored = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        int messages = 0;
        double temperature = 10;
        for (int slot = 0; slot < SLOTS; slot++) {
            temperature = 0.98 * temperature + 0.2 + random.nextGaussian();
            Forecast forecast = forecast(slot, (float) temperature);
            var at = new Origin("f", 0, slot);
            long start = System.nanoTime();
            AlertOutcome outcome = judge.take(alone, forecast, at);
            long between = System.nanoTime();
            StationAlerts before = store.deserializer().deserialize("t", kept);
            kept = store.serializer()
                    .serialize("t", judge.take(before, forecast, at).next());
            long end = System.nanoTime();
            alone = outcome.next();
            messages += outcome.messages().size();
            if (slot >= WARM) {
                judged.add((between - start) / 1e3 / RULES);
                stored.add((end - between) / 1e3 / RULES);
                bytes.add((double) kept.length / RULES);
            }
        }
        print(Rounds.median(judged), Rounds.median(stored), bytes, messages);
    }

    private static void print(double judged, double stored, List<Double> bytes, int messages) {
        double most = bytes.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        System.out.printf(
                "a forecast and rule, of %d rules: judged %.2f us, with the store's bytes read and written %.2f us, %.1f times that%n",
                RULES, judged, stored, stored / judged);
        System.out.printf(
                "kept of a station and rule: median %.0f bytes, at most %.0f; of %d stations %.1f GB at most; messages: %d%n",
                Rounds.median(bytes), most, STATIONS, most * RULES * STATIONS / 1e9, messages);
        System.out.printf(
                "%d stations of a forecast each ten minutes take %.2f of a processor%n",
                STATIONS, stored * RULES * STATIONS / 1e6 / SLOT.toSeconds());
    }

    /** Thresholds of one degree after the other, half of them from above. */
    private static AlertRule rule(int number) {
        double threshold = -10 + 40.0 * number / RULES;
        return new AlertRule(
                "rule-" + number,
                1,
                START,
                true,
                "Rule",
                "",
                new AlertPlaces(List.of("*"), Map.of()),
                new AlertCondition(
                        Feature.AIR_TEMPERATURE,
                        Optional.empty(),
                        AlertCondition.Measure.VALUE,
                        number % 2 == 0 ? AlertRelation.BELOW : AlertRelation.AT_LEAST,
                        "degC",
                        new AlertCondition.LeadWindow(SLOT, Duration.ofMinutes(120))),
                List.of(new AlertLevel(
                        AlertSeverity.Moderate,
                        threshold,
                        threshold,
                        0.6,
                        0.3,
                        OptionalDouble.empty(),
                        AlertCalibration.NONE)),
                new AlertTiming(2, 3, 3, Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(8)),
                new AlertDemands(0.5, Duration.ofMinutes(45), false),
                new AlertWording(
                        AlertWording.Status.Actual,
                        AlertWording.Scope.Public,
                        ZoneOffset.UTC,
                        Optional.empty(),
                        Map.of("en", new AlertPhrases("{title} at {station}: {probability} %", "", "", "", "", "", "")),
                        Map.of()));
    }

    private static Forecast forecast(int slot, float temperature) {
        List<List<Float>> quantiles = new ArrayList<>();
        for (int lead = 0; lead < LEADS.size(); lead++) {
            float width = 0.2f + 0.1f * lead;
            quantiles.add(IntStream.range(0, LEVELS.size())
                    .mapToObj(level -> temperature + width * (level - 3))
                    .toList());
        }
        Instant reference = START.plus(SLOT.multipliedBy(slot + 1L));
        return new Forecast(
                "s",
                reference,
                reference.plusSeconds(60),
                new Forecast.Lineage(
                        new Forecaster.Model("m", "1", ""),
                        "slots-1",
                        new Origin("o", 0, slot),
                        List.of(),
                        Optional.empty()),
                List.of(new Forecast.OfVariable(
                        Feature.AIR_TEMPERATURE,
                        LEADS,
                        LEVELS,
                        quantiles,
                        OptionalDouble.of(temperature),
                        Optional.empty())),
                List.of(),
                1,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(Duration.ofMinutes(1)));
    }
}
