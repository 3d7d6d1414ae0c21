package org.skycast.trials.replay;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.Prediction;
import org.skycast.nowcast.forecast.Reach;
import org.skycast.nowcast.station.Site;

/** What a model's forecasts cost: the mean over all that were made, features included. Thread-safe. */
final class Timed {

    private final LongAdder nanos = new LongAdder();
    private final LongAdder forecasts = new LongAdder();

    /** Forecasters that are timed. */
    Supplier<Forecaster> around(Supplier<Forecaster> open) {
        return () -> new Measured(open.get());
    }

    /** Microseconds a forecast; empty before the first. */
    OptionalDouble micros() {
        long n = forecasts.sum();
        return n == 0 ? OptionalDouble.empty() : OptionalDouble.of(nanos.sum() / 1e3 / n);
    }

    private final class Measured implements Forecaster, AutoCloseable {

        private final Forecaster forecaster;

        Measured(Forecaster forecaster) {
            this.forecaster = forecaster;
        }

        @Override
        public Model model() {
            return forecaster.model();
        }

        @Override
        public FeatureSpec featureSpec() {
            return forecaster.featureSpec();
        }

        @Override
        public ForecastSpec forecastSpec() {
            return forecaster.forecastSpec();
        }

        @Override
        public TrainingStatistics training() {
            return forecaster.training();
        }

        @Override
        public Reach remembers() {
            return forecaster.remembers();
        }

        @Override
        public Prediction predict(Site site, History history, Instant reference) {
            long start = System.nanoTime();
            Prediction prediction = forecaster.predict(site, history, reference);
            nanos.add(System.nanoTime() - start);
            forecasts.increment();
            return prediction;
        }

        @Override
        public void close() throws Exception {
            if (forecaster instanceof AutoCloseable closeable) {
                closeable.close();
            }
        }
    }
}
