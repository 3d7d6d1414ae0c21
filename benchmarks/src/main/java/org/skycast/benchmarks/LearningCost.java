package org.skycast.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.forecast.OnnxForecaster;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.Prediction;
import org.skycast.nowcast.learn.Learning;
import org.skycast.nowcast.learn.LearningState;
import org.skycast.nowcast.learn.MemoryLearningStore;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.session.ForecastSession;
import org.skycast.nowcast.session.MemoryHistoryStore;
import org.skycast.nowcast.session.SlotModels;
import org.skycast.nowcast.station.Site;

/**
 * What it costs that a station teaches its model: microseconds a forecast, of a model whose own work takes no time, with
 * and without, in turn; beside them what the shipped network takes. And how large what is kept of a station and model is.
 */
public final class LearningCost {

    /** Until the JVM has compiled it, which takes some thousand forecasts, it costs half as much again. */
    private static final int WARM = 60 * 144;

    private static final int SLOTS = 120 * 144;
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final Site SITE = new Site(55, 12, 10);

    private LearningCost() {}

    /** @param arguments the bundle's directory; models/skycast if none is named */
    public static void main(String[] arguments) {
        ModelBundle bundle = ModelBundle.load(Path.of(arguments.length > 0 ? arguments[0] : "models/skycast"));
        var store = new MemoryLearningStore();
        try (OnnxForecaster network = bundle.openForecaster()) {
            var idle = new Idle(network);
            SlotModels taught = SlotModels.only(idle, new Learning.Own(store));
            SlotModels asItIs = SlotModels.only(idle);
            var histories = List.of(new MemoryHistoryStore(), new MemoryHistoryStore());
            List<Double> with = new ArrayList<>();
            List<Double> without = new ArrayList<>();
            List<Double> alone = new ArrayList<>();
            for (int i = 0; i < SLOTS; i++) {
                LoggedObservation logged = observation(i);
                // Whoever comes first finds what the network has left of the processor's caches.
                boolean first = i % 2 == 0;
                double before = first ? 0 : micros(() -> make(new ForecastSession(histories.get(1)), logged, asItIs));
                double one = micros(() -> make(new ForecastSession(histories.get(0)), logged, taught));
                double other =
                        first ? micros(() -> make(new ForecastSession(histories.get(1)), logged, asItIs)) : before;
                Instant reference = logged.observation().slot().end();
                double run = micros(() -> network.predict(SITE, histories.get(0).history(), reference));
                if (i >= WARM) {
                    with.add(one);
                    without.add(other);
                    alone.add(run);
                }
            }
            print(with, without, alone);
            print(store.state(idle.model()).orElseThrow());
        }
    }

    private static void make(ForecastSession session, LoggedObservation logged, SlotModels models) {
        session.take(logged, models).issue().ifPresent(issue -> issue.forecast());
    }

    private static void print(List<Double> with, List<Double> without, List<Double> alone) {
        System.out.printf(
                "a forecast, taught: median %.0f us, as it is: %.0f us, so learning costs %.0f us%n",
                median(with), median(without), median(with) - median(without));
        System.out.printf(
                "the network alone: median %.0f us; learning is %.2f of it%n",
                median(alone), (median(with) - median(without)) / median(alone));
    }

    private static void print(LearningState state) {
        System.out.printf(
                "kept of a station and model: %d bytes of lessons (a snapshot in the log), as many in force, %d awaited%n",
                state.learnt().length, state.awaited().length);
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static double micros(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e3;
    }

    private static LoggedObservation observation(int i) {
        var random = new Random(i);
        Map<Variable, Summary> values = new EnumMap<>(Variable.class);
        for (Variable variable : Variable.values()) {
            double value = 10 + 5 * Math.sin(2 * Math.PI * i / 144) + random.nextGaussian();
            values.put(variable, new Summary(value, value, value, 1, Set.of()));
        }
        var slot = new Slot(START.plus(SLOT.multipliedBy(i)), SLOT);
        var observation =
                new Observation("s", SITE, slot, 0, values, Optional.empty(), Optional.of(slot.start()), List.of());
        return new LoggedObservation(observation, new Origin("o", 0, i), slot.end());
    }

    /** A model of the network's form that says at once that all stays as it is, and a little more each time. */
    private record Idle(Forecaster network) implements Forecaster {

        @Override
        public Model model() {
            return network.model();
        }

        @Override
        public FeatureSpec featureSpec() {
            return network.featureSpec();
        }

        @Override
        public ForecastSpec forecastSpec() {
            return network.forecastSpec();
        }

        @Override
        public TrainingStatistics training() {
            return network.training();
        }

        @Override
        public Prediction predict(Site site, History history, Instant reference) {
            ForecastSpec spec = network.forecastSpec();
            int levels = spec.quantileLevels().size();
            var quantiles = new float[spec.targets().size()][spec.leads().size()][levels];
            for (float[][] target : quantiles) {
                for (float[] lead : target) {
                    for (int i = 0; i < levels; i++) {
                        lead[i] = 8 + i;
                    }
                }
            }
            var probabilities = new float[spec.events().size()][spec.leads().size()];
            return new Prediction(quantiles, probabilities);
        }
    }
}
