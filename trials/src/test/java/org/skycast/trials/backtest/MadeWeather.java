package org.skycast.trials.backtest;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.trials.alert.RuleReader;

/** Days of rain and cold at stations, with forecasts that know something of them; the same seed gives the same. */
final class MadeWeather implements ForecastSource {

    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    static final Duration SLOT = Duration.ofMinutes(10);
    static final ForecastSpec SPEC =
            ModelBundle.load(Path.of("..", "models", "skycast")).forecastSpec();
    static final RuleReader READER = new RuleReader(SPEC);

    private static final ForecastSpec.Event RAIN = SPEC.events().stream()
            .filter(event -> event.name().equals("rain"))
            .findFirst()
            .orElseThrow();
    private static final List<Duration> LEADS =
            IntStream.rangeClosed(1, 12).mapToObj(SLOT::multipliedBy).toList();

    /** Of what is said, the share that is of use, 0 to 1: of none, nothing foretells anything. */
    private final double skill;

    private final int days;
    private final List<String> stations;

    MadeWeather(double skill, int days, String... stations) {
        this.skill = skill;
        this.days = days;
        this.stations = List.of(stations);
    }

    static Instant day(double day) {
        return START.plusSeconds(Math.round(day * 86_400));
    }

    BackTestAsk ask(String rules) {
        return new BackTestAsk(
                READER.read(rules, "r.yaml").stream()
                        .map(RuleReader.Draft::rule)
                        .toList(),
                START,
                day(days),
                "*",
                Duration.ofMinutes(10),
                Duration.ZERO);
    }

    @Override
    public String words() {
        return "made up";
    }

    @Override
    public Archives read(BackTestAsk ask) {
        var archives = new Archives(ask);
        for (String station : stations) {
            if (ask.concerns(station)) {
                List<Observation> observations = observations(station);
                observations.forEach(archives.of(station)::add);
                List<Forecast> forecasts = forecasts(station);
                for (int i = 0; i < forecasts.size(); i++) {
                    archives.of(station).add(forecasts.get(i), new Origin("made", 0, i));
                }
            }
        }
        return archives;
    }

    /** Whether it rains in a slot: an hour and a half some three times in two days. */
    private boolean[] rain(String station) {
        var random = new Random(station.hashCode());
        boolean[] rain = new boolean[days * 144 + 288];
        for (int i = 60; i < rain.length - 9; i++) {
            if (random.nextInt(96) == 0) {
                for (int j = 0; j < 9; j++) {
                    rain[i++] = true;
                }
            }
        }
        return rain;
    }

    List<Observation> observations(String station) {
        boolean[] rain = rain(station);
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < rain.length; i++) {
            Map<Variable, Summary> values = new EnumMap<>(Variable.class);
            values.put(Variable.RAIN, new Summary(rain[i] ? 0.5 : 0, 0, 1, 1, Set.of()));
            values.put(Variable.AIR_TEMPERATURE, new Summary(rain[i] ? -2 : 4, -2, 4, 1, Set.of()));
            observations.add(new Observation(
                    station,
                    new Site(55, 12, 10),
                    new Slot(START.plus(SLOT.multipliedBy(i)), SLOT),
                    0,
                    values,
                    Optional.empty(),
                    Optional.empty(),
                    List.of()));
        }
        return observations;
    }

    List<Forecast> forecasts(String station) {
        boolean[] rain = rain(station);
        var random = new Random(42);
        List<Forecast> forecasts = new ArrayList<>();
        for (int i = 1; i <= days * 144; i++) {
            double noise = random.nextDouble();
            List<Float> chances = new ArrayList<>();
            List<List<Float>> quantiles = new ArrayList<>();
            for (int lead = 1; lead <= LEADS.size(); lead++) {
                double known = rain[i + lead - 1] ? 0.95 : 0.05;
                // Too sure of itself: half of what it does not know is said as if it were known.
                double chance = skill * known + (1 - skill) * noise;
                chances.add((float) chance);
                float middle = (float) (4 - 8 * chance);
                quantiles.add(SPEC.quantileLevels().stream()
                        .map(level -> (float) (middle + 6 * (level - 0.5)))
                        .toList());
            }
            boolean isDull = i % 500 < 3;
            Instant reference = START.plus(SLOT.multipliedBy(i));
            forecasts.add(new Forecast(
                    station,
                    reference,
                    reference.plusSeconds(90),
                    new Forecast.Lineage(
                            new Forecaster.Model("made", "1", "00"),
                            "slots-1",
                            new Origin("o", 0, i),
                            List.of(new Forecast.SlotRevision(reference.minus(SLOT), 0)),
                            Optional.empty()),
                    List.of(new Forecast.OfVariable(
                            Feature.AIR_TEMPERATURE,
                            LEADS,
                            SPEC.quantileLevels(),
                            quantiles,
                            OptionalDouble.of(rain[i - 1] ? -2 : 4),
                            Optional.empty())),
                    List.of(new Forecast.OfEvent(
                            RAIN, LEADS, chances, OptionalDouble.of(0), Optional.of(Duration.ZERO), Optional.empty())),
                    1,
                    isDull ? List.of("newest_slot") : List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.of(Duration.ofMinutes(5))));
        }
        return forecasts;
    }
}
