package org.skycast.nowcast.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.learn.Issue;
import org.skycast.nowcast.learn.TaughtForecaster.Taken;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Reading;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.session.ObservationSession.Decided;

/**
 * One station's whole way in one go, from what it sends to forecasts, for callers without an observation log between:
 *
 * <pre>{@code
 * var observing = new ObservationSession(observer, station, new MemoryJoinStore());
 * var forecasting = new ForecastSession(new MemoryHistoryStore());
 * var session = new StationSession(observing, forecasting, SlotModels.only(forecaster));
 * ObservationLog log = observation -> new LoggedObservation(observation, at, appendedAt);
 * session.read(reading, log).forecasts().forEach(this::publish);
 * session.see(stamp, () -> new Encoding.Encoded(Sky.of(stamp, encoder, embedding, digest)), log);
 * session.tick(now, log);
 * }</pre>
 *
 * Every event comes with the log that its observations are put in, since the event may be what their place and time are
 * taken from.
 */
public final class StationSession {

    private final ObservationSession observing;
    private final ForecastSession forecasting;
    private final SlotModels models;

    /** A session of both halves, of the same station. */
    public StationSession(ObservationSession observing, ForecastSession forecasting, SlotModels models) {
        this.observing = observing;
        this.forecasting = forecasting;
        this.models = models;
    }

    /**
     * An observation, and the forecast that was made of it.
     *
     * @param taken what came of it: no issue where the observation amends a slot, or no model had anything to say
     */
    public record Step(LoggedObservation observation, Taken taken) {

        /** The forecast that goes out, if there is one. */
        public Optional<Forecast> forecast() {
            return taken.issue().map(Issue::forecast);
        }
    }

    /**
     * What came of an event.
     *
     * @param rejections why the record, or parts of it, were not used
     * @param steps one for each observation, in order
     */
    public record Outcome(List<Rejection> rejections, List<Step> steps) {

        public Outcome {
            rejections = List.copyOf(rejections);
            steps = List.copyOf(steps);
        }

        /** The forecasts, in order. */
        public List<Forecast> forecasts() {
            return steps.stream().flatMap(step -> step.forecast().stream()).toList();
        }
    }

    /** Takes a reading. */
    public Outcome read(Reading reading, ObservationLog log) {
        return forecast(observing.read(reading), log);
    }

    /**
     * Takes a frame, or an embedding in its place.
     *
     * @param encoder is asked only if the frame is admitted
     */
    public Outcome see(Stamp stamp, Supplier<Encoding> encoder, ObservationLog log) {
        return forecast(observing.see(stamp, encoder), log);
    }

    /** Takes note that the log's own time is {@code logTime}. */
    public Outcome tick(Instant logTime, ObservationLog log) {
        return forecast(observing.tick(logTime), log);
    }

    private Outcome forecast(Decided decided, ObservationLog log) {
        List<Step> steps = new ArrayList<>();
        for (Observation observation : decided.observations()) {
            LoggedObservation logged = log.append(observation);
            steps.add(new Step(logged, forecasting.take(logged, models)));
        }
        return new Outcome(decided.rejections(), steps);
    }
}
