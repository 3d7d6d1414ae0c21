package org.skycast.nowcast.session;

import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.Reach;
import org.skycast.nowcast.learn.Learning;
import org.skycast.nowcast.learn.TaughtForecaster;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Sky;

/**
 * The models that have to do with a station's slot: at most one forecasts, and others may want the slot remembered for
 * when their turn comes.
 */
public interface SlotModels {

    /** How far back the station is to be remembered for all of them. */
    Reach remembers();

    /**
     * The slot's newest frame as each of their encoders sees it, of one encoder at most once. The observation's own
     * embedding will do where one encoder made all.
     */
    default List<Sky> skies(Observation observation) {
        return observation.sky().stream().toList();
    }

    /** The one that forecasts; asked once the slot is remembered. */
    Optional<TaughtForecaster> forecaster();

    /** Whether the station teaches it. */
    default Learning learning() {
        return Learning.none();
    }

    /** One model that is taught nothing, for all slots, whose encoder made the observations' embeddings. */
    static SlotModels only(Forecaster model) {
        return only(model, Learning.none());
    }

    /** One model, for all slots, whose encoder made the observations' embeddings. */
    static SlotModels only(Forecaster model, Learning learning) {
        Optional<TaughtForecaster> station = Optional.of(new TaughtForecaster(model));
        return new SlotModels() {
            @Override
            public Reach remembers() {
                return model.remembers();
            }

            @Override
            public Optional<TaughtForecaster> forecaster() {
                return station;
            }

            @Override
            public Learning learning() {
                return learning;
            }
        };
    }

    /** None, where observations alone are wanted: nothing is remembered. */
    static SlotModels none() {
        return new SlotModels() {
            @Override
            public Reach remembers() {
                return Reach.NONE;
            }

            @Override
            public Optional<TaughtForecaster> forecaster() {
                return Optional.empty();
            }
        };
    }
}
