package org.skycast.nowcast.session;

import org.skycast.nowcast.forecast.History;

/** One station's history. */
public interface HistoryStore {

    /** What is remembered; {@link History#EMPTY} of a station of which nothing came yet. */
    History history();

    /** Keeps it in the place of the one before. */
    void keep(History history);
}
