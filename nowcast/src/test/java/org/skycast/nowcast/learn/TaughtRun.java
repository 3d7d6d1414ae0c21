package org.skycast.nowcast.learn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.forecast.Reach;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.session.ForecastSession;
import org.skycast.nowcast.session.MemoryHistoryStore;
import org.skycast.nowcast.session.SlotModels;

/** A synthetic station's log, taken as callers take it; what came of it. */
final class TaughtRun {

    private final SyntheticStation station;
    private final SlotModels models;
    private final ForecastSession session = new ForecastSession(new MemoryHistoryStore());
    private final List<Issue> issues = new ArrayList<>();
    private final Map<Voice, List<Forecast>> said = new EnumMap<>(Voice.class);
    final List<Forecast> forecasts = new ArrayList<>();
    final List<LearningSnapshot> snapshots = new ArrayList<>();

    TaughtRun(SyntheticStation station, Forecaster model, Learning learning) {
        this(station, SlotModels.only(model, learning));
    }

    TaughtRun(SyntheticStation station, SlotModels models) {
        this.station = station;
        this.models = models;
    }

    /** A model that others share, or one beside others that want more remembered. */
    static SlotModels models(TaughtForecaster forecaster, Reach remembers, Learning learning) {
        return new SlotModels() {
            @Override
            public Reach remembers() {
                return remembers;
            }

            @Override
            public Optional<TaughtForecaster> forecaster() {
                return Optional.of(forecaster);
            }

            @Override
            public Learning learning() {
                return learning;
            }
        };
    }

    /** A model that the station teaches through all of its days. */
    static TaughtRun through(SyntheticStation station, Forecaster model) {
        return new TaughtRun(station, model, new Learning.Own(new MemoryLearningStore())).take(0, station.slots() - 24);
    }

    /** Takes the slots from one to before another. */
    TaughtRun take(int from, int to) {
        for (int slot = from; slot < to; slot++) {
            take(station.logged(slot));
        }
        return this;
    }

    TaughtForecaster.Taken take(LoggedObservation logged) {
        TaughtForecaster.Taken taken = session.take(logged, models);
        taken.issue().ifPresent(issue -> {
            issues.add(issue);
            forecasts.add(issue.forecast());
        });
        taken.snapshot().ifPresent(snapshots::add);
        return taken;
    }

    /** How many quantiles of a variable were cut to what is possible. */
    int cut(Feature feature) {
        return issues.stream()
                .mapToInt(issue -> issue.cut().getOrDefault(feature, 0))
                .sum();
    }

    /** Whose forecasts are judged. */
    enum Voice {
        ISSUED(Issue::forecast),
        ADAPTED(Issue::adapted),
        MODEL(Issue::bundle),
        PERSISTENCE(Issue::forecast);

        private final Function<Issue, Forecast> forecast;

        Voice(Function<Issue, Forecast> forecast) {
            this.forecast = forecast;
        }
    }

    /** The mean absolute error of the medians of what was forecast from one day to before another. */
    double mae(Voice voice, Feature feature, int leadMinutes, int fromDay, int toDay) {
        return mean(voice, feature, leadMinutes, fromDay, toDay, (of, lead, truth) -> {
            double said = voice == Voice.PERSISTENCE
                    ? of.newest().orElseThrow()
                    : of.values().get(lead).get(StubModel.LEVELS.indexOf(0.5));
            return Math.abs(said - truth);
        });
    }

    /** How often the truth lay between the quantiles of 0.1 and 0.9. */
    double coverage(Voice voice, Feature feature, int leadMinutes, int fromDay, int toDay) {
        return mean(voice, feature, leadMinutes, fromDay, toDay, (of, lead, truth) -> {
            List<Float> said = of.values().get(lead);
            return truth >= said.get(1) && truth <= said.get(5) ? 1 : 0;
        });
    }

    /** How wide that is. */
    double width(Feature feature, int leadMinutes, int fromDay, int toDay) {
        return mean(
                Voice.ISSUED,
                feature,
                leadMinutes,
                fromDay,
                toDay,
                (of, lead, truth) ->
                        of.values().get(lead).get(5) - of.values().get(lead).get(1));
    }

    private List<Forecast> said(Voice voice) {
        return voice == Voice.ISSUED || voice == Voice.PERSISTENCE
                ? forecasts
                : said.computeIfAbsent(
                        voice, of -> issues.stream().map(of.forecast).toList());
    }

    private interface Judgement {
        double of(Forecast.OfVariable said, int lead, double truth);
    }

    private double mean(Voice voice, Feature feature, int leadMinutes, int fromDay, int toDay, Judgement judgement) {
        List<Forecast> all = said(voice);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < issues.size(); i++) {
            int slot = SyntheticStation.ending(forecasts.get(i).referenceTime());
            int later = slot + leadMinutes / 10;
            double truth = later < station.slots() ? station.measured(feature, later) : Double.NaN;
            if (slot >= fromDay * SyntheticStation.DAY && slot < toDay * SyntheticStation.DAY && !Double.isNaN(truth)) {
                Optional<Forecast.OfVariable> of = all.get(i).variables().stream()
                        .filter(one -> one.feature() == feature)
                        .findFirst();
                if (of.isPresent()) {
                    int lead = of.get().leads().indexOf(Duration.ofMinutes(leadMinutes));
                    sum += judgement.of(of.get(), lead, truth);
                    count++;
                }
            }
        }
        return sum / count;
    }
}
