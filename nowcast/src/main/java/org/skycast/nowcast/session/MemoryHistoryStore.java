package org.skycast.nowcast.session;

import org.skycast.nowcast.forecast.History;

/** One station's history, in memory. Not thread-safe. */
public final class MemoryHistoryStore implements HistoryStore {

    private History history = History.EMPTY;

    @Override
    public History history() {
        return history;
    }

    @Override
    public void keep(History next) {
        history = next;
    }
}
