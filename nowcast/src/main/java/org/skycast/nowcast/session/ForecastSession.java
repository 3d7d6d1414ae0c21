package org.skycast.nowcast.session;

import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.learn.TaughtForecaster.Taken;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Observation;

/**
 * The second half of one station's way: from an observation, as it stands in the log, to a forecast. The observation is
 * remembered whether or not it gives cause for one. Models may change from slot to slot:
 *
 * <pre>{@code
 * SlotModels models = ...; // those that concern this station's slot
 * Taken taken = new ForecastSession(histories.of(station)).take(logged, models);
 * taken.issue().map(Issue::forecast).ifPresent(this::publish);
 * }</pre>
 */
public final class ForecastSession {

    private final HistoryStore store;

    /** @param store this station's history */
    public ForecastSession(HistoryStore store) {
        this.store = store;
    }

    /** Takes the station's next observation; gives the forecast that it gives cause for, if any. */
    public Taken take(LoggedObservation logged, SlotModels models) {
        Observation observation = logged.observation();
        PastSlot past = PastSlot.of(observation).with(models.skies(observation));
        History before = store.history();
        History next = before.with(past, models.remembers());
        store.keep(next);
        return models.forecaster()
                .map(model -> model.take(before, next, logged, models.learning()))
                .orElse(Taken.NOTHING);
    }
}
