package org.skycast.nowcast.session;

import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Observation;

/** What stands for the observation log where a session is run in one go: it gives each observation its place and time. */
@FunctionalInterface
public interface ObservationLog {

    /** The observation, in the place that comes next. */
    LoggedObservation append(Observation observation);
}
